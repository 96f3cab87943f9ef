package io.github.camelpika.batch;

import org.apache.camel.dataformat.bindy.annotation.CsvRecord;
import org.apache.camel.dataformat.bindy.annotation.DataField;

/**
 * What became of a row. Its fields are read by Bindy, in a line for each.
 */
@CsvRecord(separator = ",", quote = "\"", quoting = true, quotingOnlyWhenNeeded = true, crlf = "UNIX", skipFirstLine = true)
public class ResultLine {

    static final String TITLES = "row,campaign,state,task,points,refund,file,error";

    @DataField(pos = 1)
    String row;
    @DataField(pos = 2)
    String campaign;
    @DataField(pos = 3)
    String state;
    @DataField(pos = 4)
    String task;
    @DataField(pos = 5)
    Long points;
    @DataField(pos = 6)
    Long refund;
    @DataField(pos = 7)
    String file;
    @DataField(pos = 8)
    String error;
}
