CREATE TABLE "checkout_sessions" (
	"id" text NOT NULL,
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "checkout_sessions_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"body" json NOT NULL,
	"status" text NOT NULL,
	"lines" json NOT NULL,
	"hidden" json NOT NULL,
	"customer_id" text,
	"email" text,
	"payment_intent_id" text,
	"payment_link_id" text,
	"setup_intent_id" text,
	"subscription_id" text,
	"test_clock" text,
	"redeemed" boolean NOT NULL,
	CONSTRAINT "checkout_sessions_account_id_livemode_id_pk" PRIMARY KEY("account_id","livemode","id")
);
--> statement-breakpoint
ALTER TABLE "checkout_sessions" ADD CONSTRAINT "checkout_sessions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "checkout_sessions_account_id_livemode_created_at_seq_index" ON "checkout_sessions" USING btree ("account_id","livemode","created_at" DESC NULLS FIRST,"seq" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "checkout_sessions_customer_id_created_at_seq_index" ON "checkout_sessions" USING btree ("customer_id","created_at" DESC NULLS FIRST,"seq" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "checkout_sessions_email_created_at_seq_index" ON "checkout_sessions" USING btree ("email","created_at" DESC NULLS FIRST,"seq" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "checkout_sessions_payment_link_id_created_at_seq_index" ON "checkout_sessions" USING btree ("payment_link_id","created_at" DESC NULLS FIRST,"seq" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "checkout_sessions_subscription_id_created_at_seq_index" ON "checkout_sessions" USING btree ("subscription_id","created_at" DESC NULLS FIRST,"seq" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "checkout_sessions_id_index" ON "checkout_sessions" USING btree ("id");--> statement-breakpoint
CREATE INDEX "checkout_sessions_payment_intent_id_index" ON "checkout_sessions" USING btree ("payment_intent_id");--> statement-breakpoint
CREATE INDEX "checkout_sessions_setup_intent_id_index" ON "checkout_sessions" USING btree ("setup_intent_id");