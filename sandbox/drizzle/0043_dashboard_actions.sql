CREATE TABLE "dashboard_actions" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "dashboard_actions_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"created_at" timestamp with time zone NOT NULL,
	"person_id" text,
	"person_name" text NOT NULL,
	"person_email" text,
	"address" text,
	"action" text NOT NULL,
	"page" text,
	"object_id" text,
	"connected_id" text,
	"status" smallint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "dashboard_actions" ADD CONSTRAINT "dashboard_actions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "dashboard_actions_account_id_created_at_seq_index" ON "dashboard_actions" USING btree ("account_id","created_at" DESC NULLS FIRST,"seq" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "dashboard_actions_created_at_index" ON "dashboard_actions" USING btree ("created_at");