CREATE TABLE pika_task (
  id           NVARCHAR(64)   NOT NULL PRIMARY KEY,
  owner        NVARCHAR(64)   NOT NULL,
  fingerprint  NVARCHAR(64),
  queue_name   NVARCHAR(180) COLLATE Latin1_General_100_BIN2,
  state        NVARCHAR(16)   NOT NULL,
  component    NVARCHAR(200)  NOT NULL,
  gateway      NVARCHAR(40)   NOT NULL,
  base_uri     NVARCHAR(1000) NOT NULL,
  task_id      NVARCHAR(255),
  deliveries   INTEGER       NOT NULL,
  created_at   BIGINT        NOT NULL,
  accepted_at  BIGINT        NOT NULL,
  expires_at   BIGINT,
  revision     BIGINT        NOT NULL,
  task         NVARCHAR(MAX) NOT NULL,
  submitted    NVARCHAR(MAX) NOT NULL
);
CREATE INDEX pika_task_queue ON pika_task (queue_name, state);
CREATE INDEX pika_task_task_id ON pika_task (task_id);
CREATE INDEX pika_task_expires ON pika_task (expires_at);

CREATE TABLE pika_schedule (
  task_name            NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
  task_instance        NVARCHAR(64)  NOT NULL,
  task_data            VARBINARY(MAX),
  execution_time       DATETIMEOFFSET NOT NULL,
  picked               BIT      NOT NULL,
  picked_by            NVARCHAR(50),
  last_success         DATETIMEOFFSET,
  last_failure         DATETIMEOFFSET,
  consecutive_failures INTEGER,
  last_heartbeat       DATETIMEOFFSET,
  version              BIGINT       NOT NULL,
  PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX pika_schedule_due ON pika_schedule (task_name, execution_time);
CREATE INDEX pika_schedule_heartbeat ON pika_schedule (last_heartbeat);

CREATE TABLE pika_learned (
  gateway  NVARCHAR(40) NOT NULL,
  model    NVARCHAR(100) NOT NULL,
  input    NVARCHAR(20) NOT NULL,
  learned  NVARCHAR(MAX) NOT NULL,
  PRIMARY KEY (gateway, model, input)
);

CREATE TABLE pika_cost (
  id           NVARCHAR(64) NOT NULL PRIMARY KEY,
  submission   NVARCHAR(64) NOT NULL,
  component    NVARCHAR(200) NOT NULL,
  spent_on     NVARCHAR(10) NOT NULL,
  gateway      NVARCHAR(40) NOT NULL,
  model        NVARCHAR(100),
  input        NVARCHAR(20),
  route_id     NVARCHAR(100),
  queue_name   NVARCHAR(180),
  cost_label   NVARCHAR(100) COLLATE Latin1_General_100_BIN2,
  task_id      NVARCHAR(255),
  state        NVARCHAR(16) NOT NULL,
  unit         NVARCHAR(16) NOT NULL,
  quoted       BIGINT,
  reserved     BIGINT,
  settled      BIGINT,
  refunded     BIGINT,
  unit_price   NVARCHAR(40),
  created_at   BIGINT NOT NULL
);
CREATE INDEX pika_cost_day ON pika_cost (component, spent_on);
CREATE INDEX pika_cost_task ON pika_cost (task_id);
CREATE INDEX pika_cost_submission ON pika_cost (submission);
CREATE INDEX pika_cost_kind ON pika_cost (gateway, created_at);

CREATE TABLE pika_budget (
  component    NVARCHAR(200) NOT NULL PRIMARY KEY,
  submissions  BIGINT NOT NULL
);
