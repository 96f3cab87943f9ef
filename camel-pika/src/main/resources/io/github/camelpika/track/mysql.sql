CREATE TABLE pika_task (
  id           VARCHAR(64)   NOT NULL PRIMARY KEY,
  owner        VARCHAR(64)   NOT NULL,
  fingerprint  VARCHAR(64),
  queue_name   VARCHAR(180),
  state        VARCHAR(16)   NOT NULL,
  component    VARCHAR(200)  NOT NULL,
  gateway      VARCHAR(40)   NOT NULL,
  base_uri     VARCHAR(1000) NOT NULL,
  task_id      VARCHAR(255),
  deliveries   INTEGER       NOT NULL,
  created_at   BIGINT        NOT NULL,
  accepted_at  BIGINT        NOT NULL,
  expires_at   BIGINT,
  revision     BIGINT        NOT NULL,
  task         LONGTEXT      NOT NULL,
  submitted    LONGTEXT      NOT NULL
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE INDEX pika_task_queue ON pika_task (queue_name, state);
CREATE INDEX pika_task_task_id ON pika_task (task_id);
CREATE INDEX pika_task_expires ON pika_task (expires_at);

CREATE TABLE pika_schedule (
  task_name            VARCHAR(200) NOT NULL,
  task_instance        VARCHAR(64)  NOT NULL,
  task_data            BLOB,
  execution_time       DATETIME(6)  NOT NULL,
  picked               BOOLEAN      NOT NULL,
  picked_by            VARCHAR(50),
  last_success         DATETIME(6),
  last_failure         DATETIME(6),
  consecutive_failures INTEGER,
  last_heartbeat       DATETIME(6),
  version              BIGINT       NOT NULL,
  PRIMARY KEY (task_name, task_instance)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE INDEX pika_schedule_due ON pika_schedule (task_name, execution_time);
CREATE INDEX pika_schedule_heartbeat ON pika_schedule (last_heartbeat);

CREATE TABLE pika_learned (
  gateway  VARCHAR(40) NOT NULL,
  model    VARCHAR(100) NOT NULL,
  input    VARCHAR(20) NOT NULL,
  learned  LONGTEXT NOT NULL,
  PRIMARY KEY (gateway, model, input)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE pika_points (
  component  VARCHAR(200) NOT NULL,
  spent_on   VARCHAR(10) NOT NULL,
  points     BIGINT NOT NULL,
  PRIMARY KEY (component, spent_on)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
