CREATE TABLE "payment_links" (
	"id" text NOT NULL,
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "payment_links_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"body" json NOT NULL,
	"active" boolean NOT NULL,
	"secret" text NOT NULL,
	"lines" json NOT NULL,
	"session" json NOT NULL,
	CONSTRAINT "payment_links_account_id_livemode_id_pk" PRIMARY KEY("account_id","livemode","id")
);
--> statement-breakpoint
ALTER TABLE "payment_links" ADD CONSTRAINT "payment_links_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "payment_links_account_id_livemode_created_at_seq_index" ON "payment_links" USING btree ("account_id","livemode","created_at" DESC NULLS FIRST,"seq" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "payment_links_secret_index" ON "payment_links" USING btree ("secret");