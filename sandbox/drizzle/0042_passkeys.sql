CREATE TABLE "passkeys" (
	"id" text NOT NULL,
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"card_fingerprint" text NOT NULL,
	"public_key" text NOT NULL,
	"sign_count" integer NOT NULL,
	CONSTRAINT "passkeys_account_id_livemode_id_pk" PRIMARY KEY("account_id","livemode","id")
);
--> statement-breakpoint
ALTER TABLE "authentications" ADD COLUMN "payee_origin" text;--> statement-breakpoint
ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "passkeys_account_id_livemode_card_fingerprint_index" ON "passkeys" USING btree ("account_id","livemode","card_fingerprint");