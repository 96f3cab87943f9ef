package io.github.camelpika.simulator;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** The {@link Scene} in a task's ratio, with the task's prompt written on it. */
record Caption(String prompt, String ratio) {

    private static final String DEFAULT_RATIO = "16:9";
    private static final int LONG_SIDE = 320;
    private static final double NARROWEST = 0.4;
    private static final double WIDEST = 2.5;
    private static final int SCALE = 2;
    private static final int MARGIN = 8;
    private static final int MOST_LINES = 4;

    static Caption of(SimTask task) {
        return new Caption(task.prompt(), task.ratio().isBlank() ? DEFAULT_RATIO : task.ratio());
    }

    int width() {
        return even(Math.min(LONG_SIDE, LONG_SIDE * shape()));
    }

    int height() {
        return even(Math.min(LONG_SIDE, LONG_SIDE / shape()));
    }

    BufferedImage on(BufferedImage scene) {
        BufferedImage image = new BufferedImage(width(), height(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Scene.STAGE);
        graphics.fillRect(0, 0, width(), height());
        int sceneHeight = scene.getHeight() * width() / scene.getWidth();
        graphics.drawImage(scene, 0, (height() - sceneHeight) / 2, width(), sceneHeight, null);
        write(graphics, Lettering.lines(ratio, width() - 2 * MARGIN, SCALE, 1), 0);
        List<String> lines = Lettering.lines(prompt, width() - 2 * MARGIN, SCALE, MOST_LINES);
        write(graphics, lines, height() - Lettering.height(lines.size(), SCALE) - MARGIN);
        graphics.dispose();
        return image;
    }

    private void write(Graphics2D graphics, List<String> lines, int top) {
        graphics.setColor(Color.BLACK);
        graphics.fillRect(0, top, width(), lines.isEmpty() ? 0 : Lettering.height(lines.size(), SCALE) + MARGIN);
        graphics.setColor(Color.WHITE);
        for (int i = 0; i < lines.size(); i++) {
            Lettering.write(graphics, lines.get(i), MARGIN, top + MARGIN / 2 + Lettering.height(i, SCALE), SCALE);
        }
    }

    private double shape() {
        String[] sides = ratio.split("[:x]", 2);
        try {
            double shape = Double.parseDouble(sides[0]) / (sides.length > 1 ? Double.parseDouble(sides[1]) : 1);
            return shape > 0 ? Math.max(NARROWEST, Math.min(WIDEST, shape)) : 1;
        } catch (NumberFormatException e) {
            return 1;
        }
    }

    // H.264 halves the colours' width and height.
    private static int even(double pixels) {
        return (int) Math.round(pixels / 2) * 2;
    }
}
