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
    @ValueSource(strings = { "", " ", "javascript:alert(1)", "file:///etc/passwd", "ftp://h/v.mp4", "data:video/mp4,x",
            "/v1/v.mp4", "//h/v.mp4", "https://", "https:///v.mp4", "https:v.mp4", "http://h:port/", "v.mp4", "https://h/ x" })
    void successWithoutAUsableUrlIsNoneYet(String url) {
        String written = url == null ? "null" : "'" + url + "'";
        for (VideoTask task : new VideoTask[] {
                Samples.dialectA("{'state':'succeeded','video_url':" + written + "}"),
                Samples.dialectB("{'videos':[{'status':'finished','resultUrl':" + written + "}]}"),
                Samples.dialectB("{'state':'completed','assets':{'video':" + written + "}}"),
                Samples.dialectB("{'state':'completed','artifact':{},'video':{'url':" + written + "}}"),
                Samples.dialectB("{'status':'SUCCEEDED','output':[" + written + "]}"),
                Samples.dialectB("{'data':{'task_status':'succeed','task_result':{'videos':[{'url':" + written + "}]}}}"),
                Samples.dialectB("{'data':{'task_id':'t1','status':'SUCCESS','result_url':" + written + "}}") }) {
            assertThat(task.state()).isEqualTo(TaskState.RUNNING);
            assertThat(task.videos()).isEmpty();
        }
    }

    @Test
    void sideFilesWithUnusableUrlsAreLeftOut() {
        VideoTask task = Samples.dialectB("{'videos':[{'status':'finished','resultUrl':'http://h/v.mp4',"
                + "'sharingUrl':'javascript:alert(1)','videoPoster':'file:///p.jpg','imageThumb':'ftp://h/t.jpg'}]}");

        assertThat(task.state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(task.video().toMap()).containsOnlyKeys("url");
        assertThat(Samples.dialectA("{'state':'success','video_url':'https://h/v.mp4','poster':'x','last_frame':'y:z'}")
                .video().toMap()).containsOnlyKeys("url");
    }

    @Test
    void urlLongerThanAnyHeaderTakesIsIgnored() {
        assertThat(Urls.isFetchable("https://h/" + "v".repeat(4_000))).isTrue();
        assertThat(Urls.isFetchable("https://h/" + "v".repeat(4_096))).isFalse();
    }
}
