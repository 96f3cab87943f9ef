package io.github.camelpika.simulator;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;

/** Three coloured shapes on their way across a dark stage: flat, so that it compresses well. */
final class Scene {

    static final int WIDTH = 320;
    static final int HEIGHT = 180;
    static final int FRAMES_PER_SECOND = 24;
    static final int SECONDS = 3;
    static final int FRAMES = FRAMES_PER_SECOND * SECONDS;

    static final Color STAGE = new Color(24, 26, 48);

    static {
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
    }

    private Scene() {}

    static BufferedImage frame(int number) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        double time = (double) number / FRAMES;
        graphics.setColor(STAGE);
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        graphics.setColor(new Color(244, 96, 84));
        graphics.fill(new Ellipse2D.Double(time * (WIDTH - 60), 60 + 40 * Math.sin(time * 4 * Math.PI), 60, 60));
        graphics.setColor(new Color(80, 200, 160));
        graphics.fillRect((int) ((1 - time) * (WIDTH - 48)), 116, 48, 48);
        graphics.setColor(new Color(250, 210, 80));
        int x = 140 + (int) (60 * Math.cos(time * 2 * Math.PI));
        graphics.fillPolygon(new int[] {x, x + 40, x + 20}, new int[] {50, 50, 16}, 3);
        graphics.dispose();
        return image;
    }
}
