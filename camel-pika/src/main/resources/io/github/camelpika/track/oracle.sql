CREATE TABLE pika_task (
  id           VARCHAR2(64 CHAR)   NOT NULL PRIMARY KEY,
  owner        VARCHAR2(64 CHAR)   NOT NULL,
  fingerprint  VARCHAR2(64 CHAR),
  queue_name   VARCHAR2(180 CHAR),
  state        VARCHAR2(16 CHAR)   NOT NULL,
  component    VARCHAR2(200 CHAR)  NOT NULL,
  gateway      VARCHAR2(40 CHAR)   NOT NULL,
  base_uri     VARCHAR2(1000 CHAR) NOT NULL,
  task_id      VARCHAR2(255 CHAR),
  deliveries   NUMBER(10)       NOT NULL,
  created_at   NUMBER(19)        NOT NULL,
  accepted_at  NUMBER(19)        NOT NULL,
  expires_at   NUMBER(19),
  revision     NUMBER(19)        NOT NULL,
  task         CLOB          NOT NULL,
  submitted    CLOB          NOT NULL
);
CREATE INDEX pika_task_queue ON pika_task (queue_name, state);
CREATE INDEX pika_task_task_id ON pika_task (task_id);
CREATE INDEX pika_task_expires ON pika_task (expires_at);

CREATE TABLE pika_schedule (
  task_name            VARCHAR2(200 CHAR) NOT NULL,
  task_instance        VARCHAR2(64 CHAR)  NOT NULL,
  task_data            BLOB,
  execution_time       TIMESTAMP WITH TIME ZONE NOT NULL,
  picked               NUMBER(1)    NOT NULL,
  picked_by            VARCHAR2(50 CHAR),
  last_success         TIMESTAMP WITH TIME ZONE,
  last_failure         TIMESTAMP WITH TIME ZONE,
  consecutive_failures NUMBER(10),
  last_heartbeat       TIMESTAMP WITH TIME ZONE,
  version              NUMBER(19)       NOT NULL,
  PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX pika_schedule_due ON pika_schedule (task_name, execution_time);
CREATE INDEX pika_schedule_heartbeat ON pika_schedule (last_heartbeat);

CREATE TABLE pika_learned (
  gateway  VARCHAR2(40 CHAR) NOT NULL,
  model    VARCHAR2(100 CHAR) NOT NULL,
  input    VARCHAR2(20 CHAR) NOT NULL,
  learned  CLOB NOT NULL,
  PRIMARY KEY (gateway, model, input)
);

CREATE TABLE pika_cost (
  id           VARCHAR2(64 CHAR) NOT NULL PRIMARY KEY,
  submission   VARCHAR2(64 CHAR) NOT NULL,
  component    VARCHAR2(200 CHAR) NOT NULL,
  spent_on     VARCHAR2(10 CHAR) NOT NULL,
  gateway      VARCHAR2(40 CHAR) NOT NULL,
  model        VARCHAR2(100 CHAR),
  input        VARCHAR2(20 CHAR),
  route_id     VARCHAR2(100 CHAR),
  queue_name   VARCHAR2(180 CHAR),
  cost_label   VARCHAR2(100 CHAR),
  task_id      VARCHAR2(255 CHAR),
  state        VARCHAR2(16 CHAR) NOT NULL,
  unit         VARCHAR2(16 CHAR) NOT NULL,
  quoted       NUMBER(19),
  reserved     NUMBER(19),
  settled      NUMBER(19),
  refunded     NUMBER(19),
  unit_price   VARCHAR2(40 CHAR),
  created_at   NUMBER(19) NOT NULL
);
CREATE INDEX pika_cost_day ON pika_cost (component, spent_on);
CREATE INDEX pika_cost_task ON pika_cost (task_id);
CREATE INDEX pika_cost_submission ON pika_cost (submission);
CREATE INDEX pika_cost_kind ON pika_cost (gateway, created_at);

CREATE TABLE pika_budget (
  component    VARCHAR2(200 CHAR) NOT NULL PRIMARY KEY,
  submissions  NUMBER(19) NOT NULL
);
