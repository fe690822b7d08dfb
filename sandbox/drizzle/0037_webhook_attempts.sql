CREATE TABLE "webhook_attempts" (
	"id" text NOT NULL,
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "webhook_attempts_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"event_id" text NOT NULL,
	"event_account_id" text NOT NULL,
	"endpoint_id" text NOT NULL,
	"delivered" boolean NOT NULL,
	"duration" integer NOT NULL,
	"response_status" smallint,
	"failure" text,
	"response" text,
	"pending_webhooks" integer NOT NULL,
	"api_version" text,
	CONSTRAINT "webhook_attempts_account_id_livemode_id_pk" PRIMARY KEY("account_id","livemode","id")
);
--> statement-breakpoint
ALTER TABLE "requests" ADD COLUMN "key_id" text;--> statement-breakpoint
ALTER TABLE "requests" ADD COLUMN "idempotency_key" text;--> statement-breakpoint
ALTER TABLE "webhook_attempts" ADD CONSTRAINT "webhook_attempts_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "webhook_attempts_account_id_livemode_created_at_seq_index" ON "webhook_attempts" USING btree ("account_id","livemode","created_at" DESC NULLS FIRST,"seq" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "webhook_attempts_event_id_created_at_seq_index" ON "webhook_attempts" USING btree ("event_id","created_at" DESC NULLS FIRST,"seq" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "webhook_attempts_endpoint_id_created_at_seq_index" ON "webhook_attempts" USING btree ("endpoint_id","created_at" DESC NULLS FIRST,"seq" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "events_request_id_index" ON "events" USING btree ("request_id");