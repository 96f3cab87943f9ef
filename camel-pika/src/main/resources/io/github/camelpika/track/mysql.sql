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
  execution_time       TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  picked               BOOLEAN      NOT NULL,
  picked_by            VARCHAR(50),
  last_success         TIMESTAMP(6) NULL,
  last_failure         TIMESTAMP(6) NULL,
  consecutive_failures INTEGER,
  last_heartbeat       TIMESTAMP(6) NULL,
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

CREATE TABLE pika_cost (
  id           VARCHAR(64) NOT NULL PRIMARY KEY,
  submission   VARCHAR(64) NOT NULL,
  component    VARCHAR(200) NOT NULL,
  spent_on     VARCHAR(10) NOT NULL,
  gateway      VARCHAR(40) NOT NULL,
  model        VARCHAR(100),
  input        VARCHAR(20),
  route_id     VARCHAR(100),
  queue_name   VARCHAR(180),
  cost_label   VARCHAR(100),
  task_id      VARCHAR(255),
  state        VARCHAR(16) NOT NULL,
  unit         VARCHAR(16) NOT NULL,
  quoted       BIGINT,
  reserved     BIGINT,
  settled      BIGINT,
  refunded     BIGINT,
  unit_price   VARCHAR(40),
  created_at   BIGINT NOT NULL
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE INDEX pika_cost_day ON pika_cost (component, spent_on);
CREATE INDEX pika_cost_task ON pika_cost (task_id);
CREATE INDEX pika_cost_submission ON pika_cost (submission);
CREATE INDEX pika_cost_kind ON pika_cost (gateway, created_at);

CREATE TABLE pika_budget (
  component    VARCHAR(200) NOT NULL PRIMARY KEY,
  submissions  BIGINT NOT NULL
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
