CREATE TABLE "account_links" (
	"id" text NOT NULL,
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"connected_id" text NOT NULL,
	"purpose" text NOT NULL,
	"eventually" boolean NOT NULL,
	"refresh_url" text,
	"return_url" text,
	"secret_hash" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"visit_hash" text,
	"visit_ends_at" timestamp with time zone,
	CONSTRAINT "account_links_account_id_livemode_id_pk" PRIMARY KEY("account_id","livemode","id"),
	CONSTRAINT "account_links_id_unique" UNIQUE("id"),
	CONSTRAINT "account_links_secretHash_unique" UNIQUE("secret_hash")
);
--> statement-breakpoint
ALTER TABLE "account_links" ADD CONSTRAINT "account_links_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;