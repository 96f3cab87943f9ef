package io.github.camelpika.gateway;

import java.math.BigDecimal;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PikaQuoteTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{\"micro_usd\":450000,\"sell_usd\":0.45} | 0.45", "{\"micro_usd\":\"200000\"} | 0.2", "{\"sell_usd\":\"1.50\"} | 1.5",
            "{\"micro_usd\":0} | 0", "{\"micro_usd\":40000000} | 40", "{\"micro_usd\":400000,\"sell_usd\":0.45} | 0.45",
            "{\"micro_usd\":450000,\"sell_usd\":null} | 0.45", "{\"micro_usd\":450000,\"sell_usd\":-1} | 0.45" })
    void isReadAsDollars(String answer, BigDecimal dollars) throws Exception {
        assertThat(PikaQuote.in(Json.read(answer))).contains(dollars);
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "[]", "{\"micro_usd\":null}", "{\"micro_usd\":-1}", "{\"micro_usd\":\"free\"}", "{\"sell_usd\":{}}",
            "{\"sell_usd\":1e99999999}", "{\"sell_usd\":\"1e999999999\"}" })
    void whatIsNoPriceIsNone(String answer) throws Exception {
        assertThat(PikaQuote.in(Json.read(answer))).isEmpty();
    }
}
