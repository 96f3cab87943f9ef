-- H2 2.4.240;
CREATE MEMORY TABLE "PUBLIC"."PIKA_TASK"(
    "ID" CHARACTER VARYING(64) NOT NULL,
    "OWNER" CHARACTER VARYING(64) NOT NULL,
    "FINGERPRINT" CHARACTER VARYING(64),
    "QUEUE_NAME" CHARACTER VARYING(180),
    "STATE" CHARACTER VARYING(16) NOT NULL,
    "COMPONENT" CHARACTER VARYING(200) NOT NULL,
    "GATEWAY" CHARACTER VARYING(40) NOT NULL,
    "BASE_URI" CHARACTER VARYING(1000) NOT NULL,
    "TASK_ID" CHARACTER VARYING(255),
    "DELIVERIES" INTEGER NOT NULL,
    "CREATED_AT" BIGINT NOT NULL,
    "ACCEPTED_AT" BIGINT NOT NULL,
    "EXPIRES_AT" BIGINT,
    "REVISION" BIGINT NOT NULL,
    "TASK" CHARACTER LARGE OBJECT NOT NULL,
    "SUBMITTED" CHARACTER LARGE OBJECT NOT NULL
);
ALTER TABLE "PUBLIC"."PIKA_TASK" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_E" PRIMARY KEY("ID");
-- 6 +/- SELECT COUNT(*) FROM PUBLIC.PIKA_TASK;
INSERT INTO "PUBLIC"."PIKA_TASK" VALUES
('2009420a52a9849fa123634740f80c22f35c828b7de72ea3a1559f4e54df0561', 'owner-of-intended/1', 'of intended', 'ads', 'INTENT', 'pika', 'cometapi', 'https://api.example.com', NULL, 0, 1795905079158, 1795905079158, NULL, 1, '{"version":1,"task":{"gateway":"cometapi","state":"UNKNOWN","videos":[],"prompt":"a cat"},"key":"intended","input":"TEXT","model":"1.5","asked":false,"queuedSince":"2026-11-28T22:31:19.158171779Z"}', '{"version":1,"headers":{"row":7},"body":"a cat"}'),
('28a8bba3f036149cba12c5e5fa8231b4a487e99d244eb2ec7d1a9a763238afef', 'owner-of-waiting/1', 'of waiting', 'ads', 'WAITING', 'pika', 'cometapi', 'https://api.example.com', 'task-waiting', 0, 1795905079396, 1795905079403, NULL, 2, '{"version":1,"task":{"taskId":"task-waiting","gateway":"cometapi","state":"QUEUED","videos":[]},"key":"waiting","input":"TEXT","model":"1.5","asked":false,"queuedSince":"2026-11-28T22:31:19.403205908Z"}', '{"version":1,"headers":{"row":7},"body":"a cat"}'),
('36ceccff2d3552ed06e6b1340f252033ff78e97609d522e274aafc9fd0798513', 'owner-of-lost/1', 'of lost', 'ads', 'READY', 'pika', 'cometapi', 'https://api.example.com', NULL, 0, 1795905079556, 1795905079556, NULL, 2, '{"version":1,"task":{"gateway":"cometapi","state":"UNKNOWN","videos":[],"prompt":"a cat","error":"the answer was lost"},"key":"lost","input":"TEXT","model":"1.5","asked":false,"queuedSince":"2026-11-28T22:31:19.556532923Z"}', '{"version":1,"headers":{"row":7},"body":"a cat"}'),
('a6068de314faa9d6d835ff4d99e51eff6fe1b44a009518da856ab6f60eba57eb', 'owner-of-lost inline/1', 'of lost inline', NULL, 'UNKNOWN', 'pika', 'cometapi', 'https://api.example.com', NULL, 0, 1795905079571, 1795905079571, NULL, 2, '{"version":1,"task":{"gateway":"cometapi","state":"UNKNOWN","videos":[],"prompt":"a cat","error":"the answer was lost"},"key":"lost inline","input":"TEXT","model":"1.5","possibleTaskId":"task-perhaps","asked":false,"queuedSince":"2026-11-28T22:31:19.571696088Z"}', '{"version":1,"headers":{"row":7},"body":"a cat"}'),
('3fe9ab41cceff8602ee0ce40efd018c57d2f46551d2c6bbfa07842bbb4313551', 'owner-of-inline/1', 'of inline', NULL, 'WAITING', 'pika', 'cometapi', 'https://api.example.com', 'task-inline', 0, 1795905079590, 1795905079595, 9999999999999, 2, '{"version":1,"task":{"taskId":"task-inline","gateway":"cometapi","state":"QUEUED","videos":[]},"key":"inline","input":"TEXT","model":"1.5","asked":false,"queuedSince":"2026-11-28T22:31:19.595143401Z"}', '{"version":1,"headers":{"row":7},"body":"a cat"}'),
('1356c5c2b7f2ad9edd1028494e98cec214ca000c77d3afa24300f09cf8da9b87', 'owner-of-over/1', 'of over', NULL, 'DONE', 'pika', 'cometapi', 'https://api.example.com', 'task-over', 0, 1795905079605, 1795905079606, 9999999999999, 3, '{"version":1,"task":{"taskId":"task-over","gateway":"cometapi","state":"SUCCEEDED","videos":[{"url":"https://cdn.example/over.mp4"}],"prompt":"a cat","points":400,"refund":0},"key":"over","input":"TEXT","model":"1.5","asked":false,"queuedSince":"2026-11-28T22:31:19.606989965Z"}', '{"version":1,"headers":{"row":7},"body":"a cat"}');
CREATE INDEX "PUBLIC"."PIKA_TASK_QUEUE" ON "PUBLIC"."PIKA_TASK"("QUEUE_NAME" NULLS FIRST, "STATE" NULLS FIRST);
CREATE INDEX "PUBLIC"."PIKA_TASK_TASK_ID" ON "PUBLIC"."PIKA_TASK"("TASK_ID" NULLS FIRST);
CREATE INDEX "PUBLIC"."PIKA_TASK_EXPIRES" ON "PUBLIC"."PIKA_TASK"("EXPIRES_AT" NULLS FIRST);
CREATE MEMORY TABLE "PUBLIC"."PIKA_SCHEDULE"(
    "TASK_NAME" CHARACTER VARYING(200) NOT NULL,
    "TASK_INSTANCE" CHARACTER VARYING(64) NOT NULL,
    "TASK_DATA" BINARY VARYING(1000),
    "EXECUTION_TIME" TIMESTAMP WITH TIME ZONE NOT NULL,
    "PICKED" BOOLEAN NOT NULL,
    "PICKED_BY" CHARACTER VARYING(50),
    "LAST_SUCCESS" TIMESTAMP WITH TIME ZONE,
    "LAST_FAILURE" TIMESTAMP WITH TIME ZONE,
    "CONSECUTIVE_FAILURES" INTEGER,
    "LAST_HEARTBEAT" TIMESTAMP WITH TIME ZONE,
    "VERSION" BIGINT NOT NULL
);
ALTER TABLE "PUBLIC"."PIKA_SCHEDULE" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_6" PRIMARY KEY("TASK_NAME", "TASK_INSTANCE");
-- 3 +/- SELECT COUNT(*) FROM PUBLIC.PIKA_SCHEDULE;
INSERT INTO "PUBLIC"."PIKA_SCHEDULE" VALUES
('poll:ads', '2009420a52a9849fa123634740f80c22f35c828b7de72ea3a1559f4e54df0561', NULL, TIMESTAMP WITH TIME ZONE '2026-11-28 22:34:19.158172+00', FALSE, NULL, NULL, NULL, NULL, NULL, 1),
('poll:ads', '28a8bba3f036149cba12c5e5fa8231b4a487e99d244eb2ec7d1a9a763238afef', NULL, TIMESTAMP WITH TIME ZONE '2026-11-28 22:31:19.403206+00', FALSE, NULL, NULL, NULL, 0, NULL, 2),
('poll:ads', '36ceccff2d3552ed06e6b1340f252033ff78e97609d522e274aafc9fd0798513', NULL, TIMESTAMP WITH TIME ZONE '2026-11-28 22:31:19.567333+00', FALSE, NULL, NULL, NULL, 0, NULL, 2);
CREATE INDEX "PUBLIC"."PIKA_SCHEDULE_DUE" ON "PUBLIC"."PIKA_SCHEDULE"("TASK_NAME" NULLS FIRST, "EXECUTION_TIME" NULLS FIRST);
CREATE INDEX "PUBLIC"."PIKA_SCHEDULE_HEARTBEAT" ON "PUBLIC"."PIKA_SCHEDULE"("LAST_HEARTBEAT" NULLS FIRST);
CREATE MEMORY TABLE "PUBLIC"."PIKA_LEARNED"(
    "GATEWAY" CHARACTER VARYING(40) NOT NULL,
    "MODEL" CHARACTER VARYING(100) NOT NULL,
    "INPUT" CHARACTER VARYING(20) NOT NULL,
    "LEARNED" CHARACTER LARGE OBJECT NOT NULL
);
ALTER TABLE "PUBLIC"."PIKA_LEARNED" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_C" PRIMARY KEY("GATEWAY", "MODEL", "INPUT");
-- 0 +/- SELECT COUNT(*) FROM PUBLIC.PIKA_LEARNED;
CREATE MEMORY TABLE "PUBLIC"."PIKA_POINTS"(
    "COMPONENT" CHARACTER VARYING(200) NOT NULL,
    "SPENT_ON" CHARACTER VARYING(10) NOT NULL,
    "POINTS" BIGINT NOT NULL
);
ALTER TABLE "PUBLIC"."PIKA_POINTS" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_2" PRIMARY KEY("COMPONENT", "SPENT_ON");
-- 3 +/- SELECT COUNT(*) FROM PUBLIC.PIKA_POINTS;
INSERT INTO "PUBLIC"."PIKA_POINTS" VALUES
('pika-two', '2026-11-28', 35),
('pika', '2026-11-28', 400),
('pika', '2026-11-27', 1200);
