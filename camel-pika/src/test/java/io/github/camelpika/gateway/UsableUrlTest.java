package io.github.camelpika.gateway;

import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class UsableUrlTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = { "", " ", "\\t", "null", "None", "pending" })
    void successWithoutAUrlIsNoneYet(String url) {
        for (VideoTask task : successes(url)) {
            assertThat(task.state()).isEqualTo(TaskState.RUNNING);
            assertThat(task.lacksAddress()).isTrue();
            assertThat(task.error()).endsWith(" reports success, but gives no address of a video");
            assertThat(task.videos()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "javascript:alert(1)", "file:///etc/passwd", "ftp://h/v.mp4", "data:video/mp4,x", "https://",
            "https:///v.mp4", "https:v.mp4", "http://h:port/v.mp4", "https://[::1/v.mp4", "tomorrow" })
    void successWithAnAddressThatNothingCanBeFetchedFromHasFailed(String url) {
        for (VideoTask task : successes(url)) {
            assertThat(task.state()).isEqualTo(TaskState.FAILED);
            assertThat(task.error()).contains(" reports success, but gives an address that can't be used: '" + url + "'");
        }
    }

    private static VideoTask[] successes(String url) {
        String written = url == null ? "null" : "'" + url + "'";
        return new VideoTask[] {
                Samples.envelope("{'state':'succeeded','video_url':" + written + "}"),
                Samples.plain("{'videos':[{'status':'finished','resultUrl':" + written + "}]}"),
                Samples.plain("{'state':'completed','assets':{'video':" + written + "}}"),
                Samples.plain("{'state':'completed','artifact':{},'video':{'url':" + written + "}}"),
                Samples.plain("{'status':'SUCCEEDED','output':[" + written + "]}"),
                Samples.plain("{'data':{'task_status':'succeed','task_result':{'videos':[{'url':" + written + "}]}}}"),
                Samples.plain("{'data':{'task_id':'t1','status':'SUCCESS','result_url':" + written + "}}") };
    }

    @ParameterizedTest
    @ValueSource(strings = { "/v1/ID/a cat.mp4|https://api.example.com/v1/ID/a%20cat.mp4",
            "/v1/ID/一只猫.mp4|https://api.example.com/v1/ID/%E4%B8%80%E5%8F%AA%E7%8C%AB.mp4",
            "/v1/ID/[scene 1].mp4|https://api.example.com/v1/ID/%5Bscene%201%5D.mp4",
            "/v1/ID/100%_cat.mp4|https://api.example.com/v1/ID/100%25_cat.mp4",
            "/v1/ID/100%zz%2f.mp4|https://api.example.com/v1/ID/100%25zz%2f.mp4",
            "/v1/ID/a.mp4?ids=1|2|https://api.example.com/v1/ID/a.mp4?ids=1%7C2",
            "//cdn.example/v1/a.mp4|https://cdn.example/v1/a.mp4", "/v1/ID/a.mp4|https://api.example.com/v1/ID/a.mp4",
            "a.mp4|https://api.example.com/a.mp4", "./a/b.mp4|https://api.example.com/a/b.mp4",
            "https://cdn.example/a cat.mp4|https://cdn.example/a%20cat.mp4",
            "https://cdn.example/a%20cat.mp4?X-Sig=a%2Fb//c&d=[1]|https://cdn.example/a%20cat.mp4?X-Sig=a%2Fb//c&d=[1]",
            "https://cdn.example/{id}/^`<a>\\.mp4|https://cdn.example/%7Bid%7D/%5E%60%3Ca%3E%5C.mp4",
            "https://cdn.example/😀.mp4|https://cdn.example/%F0%9F%98%80.mp4",
            "https://视频.example/a.mp4|https://xn--cy2a840a.example/a.mp4", "HTTPS://CDN.example/a.mp4|HTTPS://CDN.example/a.mp4",
            "https://my_bucket.s3.example/a.mp4|https://my_bucket.s3.example/a.mp4" })
    void addressIsMadeOneAsBrowsersDo(String line) {
        String written = line.substring(0, line.lastIndexOf('|'));
        String url = line.substring(line.lastIndexOf('|') + 1);
        for (String spaced : new String[] { written, written + ' ', "\n " + written + "\r\n" }) {
            String json = spaced.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
            for (VideoTask task : successes(json)) {
                assertThat(task.state()).isEqualTo(TaskState.SUCCEEDED);
                assertThat(task.video().url()).isEqualTo(url);
            }
        }
    }

    @Test
    void sideFilesWithUnusableUrlsAreLeftOut() {
        VideoTask task = Samples.plain("{'videos':[{'status':'finished','resultUrl':'http://h/v.mp4',"
                + "'sharingUrl':'javascript:alert(1)','videoPoster':'file:///p.jpg','imageThumb':'ftp://h/t.jpg'}]}");

        assertThat(task.state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(task.video().toMap()).containsOnlyKeys("url");
        assertThat(Samples.envelope("{'state':'success','video_url':'https://h/v.mp4','poster':'x','last_frame':'y:z'}")
                .video().toMap()).containsOnlyKeys("url");
    }

    @Test
    void urlLongerThanAnyHeaderTakesIsIgnored() {
        assertThat(Urls.usable("https://h/" + "v".repeat(4_000), null)).isNotNull();
        assertThat(Urls.usable("https://h/" + "v".repeat(4_096), null)).isNull();
    }
}
