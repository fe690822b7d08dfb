CREATE TABLE "application_fees" (
	"id" text NOT NULL,
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "application_fees_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"body" json NOT NULL,
	"payer_id" text NOT NULL,
	"charge_id" text NOT NULL,
	CONSTRAINT "application_fees_account_id_livemode_id_pk" PRIMARY KEY("account_id","livemode","id")
);
--> statement-breakpoint
CREATE TABLE "fee_refunds" (
	"id" text NOT NULL,
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "fee_refunds_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"body" json NOT NULL,
	"fee_id" text NOT NULL,
	CONSTRAINT "fee_refunds_account_id_livemode_id_pk" PRIMARY KEY("account_id","livemode","id")
);
--> statement-breakpoint
CREATE TABLE "transfer_reversals" (
	"id" text NOT NULL,
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "transfer_reversals_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"body" json NOT NULL,
	"transfer_id" text NOT NULL,
	CONSTRAINT "transfer_reversals_account_id_livemode_id_pk" PRIMARY KEY("account_id","livemode","id")
);
--> statement-breakpoint
CREATE TABLE "transfers" (
	"id" text NOT NULL,
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "transfers_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"body" json NOT NULL,
	"destination_id" text NOT NULL,
	"payment_id" text NOT NULL,
	"charge_id" text,
	"transfer_group" text,
	CONSTRAINT "transfers_account_id_livemode_id_pk" PRIMARY KEY("account_id","livemode","id")
);
--> statement-breakpoint
ALTER TABLE "charges" ADD COLUMN "expired_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "application_fees" ADD CONSTRAINT "application_fees_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fee_refunds" ADD CONSTRAINT "fee_refunds_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfer_reversals" ADD CONSTRAINT "transfer_reversals_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "application_fees_account_id_livemode_created_at_seq_index" ON "application_fees" USING btree ("account_id","livemode","created_at" DESC NULLS FIRST,"seq" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "application_fees_charge_id_created_at_seq_index" ON "application_fees" USING btree ("charge_id","created_at" DESC NULLS FIRST,"seq" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "fee_refunds_account_id_livemode_created_at_seq_index" ON "fee_refunds" USING btree ("account_id","livemode","created_at" DESC NULLS FIRST,"seq" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "fee_refunds_fee_id_created_at_seq_index" ON "fee_refunds" USING btree ("fee_id","created_at" DESC NULLS FIRST,"seq" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "transfer_reversals_account_id_livemode_created_at_seq_index" ON "transfer_reversals" USING btree ("account_id","livemode","created_at" DESC NULLS FIRST,"seq" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "transfer_reversals_transfer_id_created_at_seq_index" ON "transfer_reversals" USING btree ("transfer_id","created_at" DESC NULLS FIRST,"seq" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "transfers_account_id_livemode_created_at_seq_index" ON "transfers" USING btree ("account_id","livemode","created_at" DESC NULLS FIRST,"seq" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "transfers_destination_id_created_at_seq_index" ON "transfers" USING btree ("destination_id","created_at" DESC NULLS FIRST,"seq" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "transfers_payment_id_created_at_seq_index" ON "transfers" USING btree ("payment_id","created_at" DESC NULLS FIRST,"seq" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "transfers_charge_id_created_at_seq_index" ON "transfers" USING btree ("charge_id","created_at" DESC NULLS FIRST,"seq" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "transfers_transfer_group_created_at_seq_index" ON "transfers" USING btree ("transfer_group","created_at" DESC NULLS FIRST,"seq" DESC NULLS FIRST);--> statement-breakpoint
UPDATE "charges" SET "body" = ("body"::jsonb || jsonb_build_object('amount_refunded', ("body"->>'amount_refunded')::bigint + ("body"->>'amount')::bigint - ("body"->>'amount_captured')::bigint))::json
WHERE "body"->>'status' = 'succeeded' AND "body"->>'captured' = 'true' AND ("body"->>'amount_captured')::bigint < ("body"->>'amount')::bigint;
