CREATE TABLE "discounts" (
	"id" text NOT NULL,
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "discounts_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"body" json NOT NULL,
	"customer_id" text NOT NULL,
	"coupon" json NOT NULL,
	"applies_to" json,
	"amounts" json NOT NULL,
	"used_by" text,
	"ended" boolean NOT NULL,
	CONSTRAINT "discounts_account_id_livemode_id_pk" PRIMARY KEY("account_id","livemode","id")
);
--> statement-breakpoint
ALTER TABLE "invoice_lines" ADD COLUMN "tax_rates" json;--> statement-breakpoint
ALTER TABLE "discounts" ADD CONSTRAINT "discounts_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "discounts_account_id_livemode_created_at_seq_index" ON "discounts" USING btree ("account_id","livemode","created_at" DESC NULLS FIRST,"seq" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "discounts_customer_id_created_at_seq_index" ON "discounts" USING btree ("customer_id","created_at" DESC NULLS FIRST,"seq" DESC NULLS FIRST);