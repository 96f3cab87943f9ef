ALTER TABLE pika_schedule CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
  MODIFY execution_time DATETIME(6) NOT NULL,
  MODIFY last_success DATETIME(6),
  MODIFY last_failure DATETIME(6),
  MODIFY last_heartbeat DATETIME(6);
ALTER TABLE pika_task CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
ALTER TABLE pika_learned CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
