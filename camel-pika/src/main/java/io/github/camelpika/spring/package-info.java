/**
 * Knows how Spring Boot configures the component and gives it a database. Only here is Spring known.
 * <p>
 * Never known by anything, and never needed: all of it is an option's value that could be set without Spring.
 * <p>
 * Begin with {@link PikaAutoConfiguration}.
 */
package io.github.camelpika.spring;
