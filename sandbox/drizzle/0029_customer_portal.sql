CREATE TABLE "portal_configurations" (
	"id" text NOT NULL,
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "portal_configurations_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"body" json NOT NULL,
	"active" boolean NOT NULL,
	"is_default" boolean NOT NULL,
	CONSTRAINT "portal_configurations_account_id_livemode_id_pk" PRIMARY KEY("account_id","livemode","id")
);
--> statement-breakpoint
CREATE TABLE "portal_sessions" (
	"id" text NOT NULL,
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"secret_hash" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"visit_hash" text,
	"visit_ends_at" timestamp with time zone,
	"customer_id" text NOT NULL,
	"configuration_id" text NOT NULL,
	"flow" json,
	"flow_done" boolean NOT NULL,
	"locale" text,
	"return_url" text,
	CONSTRAINT "portal_sessions_account_id_livemode_id_pk" PRIMARY KEY("account_id","livemode","id"),
	CONSTRAINT "portal_sessions_id_unique" UNIQUE("id"),
	CONSTRAINT "portal_sessions_secretHash_unique" UNIQUE("secret_hash")
);
--> statement-breakpoint
ALTER TABLE "portal_configurations" ADD CONSTRAINT "portal_configurations_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "portal_sessions" ADD CONSTRAINT "portal_sessions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "portal_configurations_account_id_livemode_created_at_seq_index" ON "portal_configurations" USING btree ("account_id","livemode","created_at" DESC NULLS FIRST,"seq" DESC NULLS FIRST);