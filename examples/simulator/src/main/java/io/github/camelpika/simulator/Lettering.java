package io.github.camelpika.simulator;

import java.awt.Graphics2D;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Writes with letters of its own: a Java without fonts, as in many containers, cannot draw any text. */
final class Lettering {

    private static final int COLUMNS = 5;
    private static final int ROWS = 8;
    private static final int WIDTH = COLUMNS + 1;
    private static final int HEIGHT = ROWS + 2;
    private static final char FIRST = ' ';

    /** Of each letter from the blank to the tilde five columns, the lowest bit at the top. */
    private static final byte[] LETTERS = HexFormat.of().parseHex(("""
            0000000000 00005F0000 0007000700 147F147F14 242A7F2A12 2313086462 3649562050 0008070300
            001C224100 0041221C00 2A1C7F1C2A 08083E0808 0080703000 0808080808 0000606000 2010080402
            3E5149453E 00427F4000 7249494946 2141494D33 1814127F10 2745454539 3C4A494931 4121110907
            3649494936 464949291E 0000140000 0040340000 0008142241 1414141414 0041221408 0201590906
            3E415D594E 7C1211127C 7F49494936 3E41414122 7F4141413E 7F49494941 7F09090901 3E41415173
            7F0808087F 00417F4100 2040413F01 7F08142241 7F40404040 7F021C027F 7F0408107F 3E4141413E
            7F09090906 3E4151215E 7F09192946 2649494932 03017F0103 3F4040403F 1F2040201F 3F4038403F
            6314081463 0304780403 6159494D43 007F414141 0204081020 004141417F 0402010204 4040404040
            0003070800 2054547840 7F28444438 3844444428 384444287F 3854545418 00087E0902 18A4A49C78
            7F08040478 00447D4000 2040403D00 7F10284400 00417F4000 7C04780478 7C08040478 3844444438
            FC18242418 18242418FC 7C08040408 4854545424 04043F4424 3C4040207C 1C2040201C 3C4030403C
            4428102844 4C9090907C 4464544C44 0008364100 0000770000 0041360800 0201020402
            """).replaceAll("\\s", ""));
    private static final byte[] UNKNOWN = {0x7F, 0x41, 0x41, 0x41, 0x7F};

    private Lettering() {}

    static int height(int lines, int scale) {
        return lines * HEIGHT * scale;
    }

    /** Cuts a text into lines, between words where it can, and ends the last with dots when there is more. */
    static List<String> lines(String text, int width, int scale, int most) {
        int room = Math.max(1, width / (WIDTH * scale));
        List<String> lines = new ArrayList<>();
        String rest = plain(text);
        while (!rest.isEmpty() && lines.size() < most) {
            int cut = rest.length() <= room ? rest.length() : rest.lastIndexOf(' ', room);
            int end = cut > 0 ? cut : room;
            lines.add(rest.substring(0, end));
            rest = rest.substring(end).strip();
        }
        if (!rest.isEmpty()) {
            String last = lines.remove(lines.size() - 1);
            lines.add(last.substring(0, Math.max(0, Math.min(last.length(), room - 3))) + "...");
        }
        return lines;
    }

    static void write(Graphics2D graphics, String line, int left, int top, int scale) {
        for (int i = 0; i < line.length(); i++) {
            letter(graphics, line.charAt(i), left + i * WIDTH * scale, top, scale);
        }
    }

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
    }

    private static void letter(Graphics2D graphics, char letter, int left, int top, int scale) {
        int at = (letter - FIRST) * COLUMNS;
        boolean known = at >= 0 && at < LETTERS.length;
        for (int column = 0; column < COLUMNS; column++) {
            int bits = known ? LETTERS[at + column] : UNKNOWN[column];
            for (int row = 0; row < ROWS; row++) {
                if ((bits >> row & 1) == 1) {
                    graphics.fillRect(left + column * scale, top + row * scale, scale, scale);
                }
            }
        }
    }
}
