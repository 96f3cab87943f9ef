/**
 * Knows how Spring Boot configures the component, gives it a database, and has its board beside Actuator. Only here is Spring
 * known.
 * <p>
 * Never known by anything, and never needed: all of it is an option's value or a route that could be there without Spring.
 * <p>
 * Begin with {@link PikaAutoConfiguration}.
 */
package io.github.camelpika.spring;
