CREATE TABLE "identity_verification_links" (
	"id" text NOT NULL,
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"secret_hash" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"visit_hash" text,
	"visit_ends_at" timestamp with time zone,
	"session_id" text NOT NULL,
	"attempt" integer NOT NULL,
	"return_url" text,
	CONSTRAINT "identity_verification_links_account_id_livemode_id_pk" PRIMARY KEY("account_id","livemode","id"),
	CONSTRAINT "identity_verification_links_id_unique" UNIQUE("id"),
	CONSTRAINT "identity_verification_links_secretHash_unique" UNIQUE("secret_hash")
);
--> statement-breakpoint
CREATE TABLE "identity_verification_reports" (
	"id" text NOT NULL,
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "identity_verification_reports_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"body" json NOT NULL,
	"client_reference_id" text,
	"session_id" text NOT NULL,
	"type" text NOT NULL,
	"sensitive" json NOT NULL,
	CONSTRAINT "identity_verification_reports_account_id_livemode_id_pk" PRIMARY KEY("account_id","livemode","id")
);
--> statement-breakpoint
CREATE TABLE "identity_verification_sessions" (
	"id" text NOT NULL,
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "identity_verification_sessions_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"body" json NOT NULL,
	"client_reference_id" text,
	"related_customer" text,
	"status" text NOT NULL,
	"return_url" text,
	"attempt" integer NOT NULL,
	"submission" json,
	"outputs" json,
	CONSTRAINT "identity_verification_sessions_account_id_livemode_id_pk" PRIMARY KEY("account_id","livemode","id")
);
--> statement-breakpoint
ALTER TABLE "identity_verification_links" ADD CONSTRAINT "identity_verification_links_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_verification_reports" ADD CONSTRAINT "identity_verification_reports_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_verification_sessions" ADD CONSTRAINT "identity_verification_sessions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "identity_verification_reports_account_id_livemode_created_at_seq_index" ON "identity_verification_reports" USING btree ("account_id","livemode","created_at" DESC NULLS FIRST,"seq" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "identity_verification_reports_session_id_created_at_seq_index" ON "identity_verification_reports" USING btree ("session_id","created_at" DESC NULLS FIRST,"seq" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "identity_verification_reports_client_reference_id_created_at_seq_index" ON "identity_verification_reports" USING btree ("client_reference_id","created_at" DESC NULLS FIRST,"seq" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "identity_verification_sessions_account_id_livemode_created_at_seq_index" ON "identity_verification_sessions" USING btree ("account_id","livemode","created_at" DESC NULLS FIRST,"seq" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "identity_verification_sessions_client_reference_id_created_at_seq_index" ON "identity_verification_sessions" USING btree ("client_reference_id","created_at" DESC NULLS FIRST,"seq" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "identity_verification_sessions_related_customer_created_at_seq_index" ON "identity_verification_sessions" USING btree ("related_customer","created_at" DESC NULLS FIRST,"seq" DESC NULLS FIRST);