CREATE TABLE "credit_notes" (
	"id" text NOT NULL,
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "credit_notes_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"body" json NOT NULL,
	"customer_id" text NOT NULL,
	"invoice_id" text NOT NULL,
	"secret" text NOT NULL,
	"lines" json NOT NULL,
	CONSTRAINT "credit_notes_account_id_livemode_id_pk" PRIMARY KEY("account_id","livemode","id")
);
--> statement-breakpoint
ALTER TABLE "due_work" ADD COLUMN "origin" text;--> statement-breakpoint
ALTER TABLE "invoices" ADD COLUMN "secret" text;--> statement-breakpoint
ALTER TABLE "credit_notes" ADD CONSTRAINT "credit_notes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "credit_notes_account_id_livemode_created_at_seq_index" ON "credit_notes" USING btree ("account_id","livemode","created_at" DESC NULLS FIRST,"seq" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "credit_notes_customer_id_created_at_seq_index" ON "credit_notes" USING btree ("customer_id","created_at" DESC NULLS FIRST,"seq" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "credit_notes_invoice_id_created_at_seq_index" ON "credit_notes" USING btree ("invoice_id","created_at" DESC NULLS FIRST,"seq" DESC NULLS FIRST);--> statement-breakpoint
CREATE UNIQUE INDEX "credit_notes_account_id_livemode_secret_index" ON "credit_notes" USING btree ("account_id","livemode","secret");--> statement-breakpoint
CREATE UNIQUE INDEX "invoices_account_id_livemode_secret_index" ON "invoices" USING btree ("account_id","livemode","secret");