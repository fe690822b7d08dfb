CREATE TABLE "test_clocks" (
	"id" text NOT NULL,
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "test_clocks_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"body" json NOT NULL,
	CONSTRAINT "test_clocks_account_id_livemode_id_pk" PRIMARY KEY("account_id","livemode","id")
);
--> statement-breakpoint
CREATE TABLE "due_work" (
	"seq" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "due_work_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"account" text NOT NULL,
	"livemode" boolean NOT NULL,
	"clock" text,
	"due_at" timestamp with time zone NOT NULL,
	"name" text NOT NULL,
	"object_id" text NOT NULL,
	"failures" smallint DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "prices" (
	"id" text NOT NULL,
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "prices_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"body" json NOT NULL,
	"active" boolean NOT NULL,
	"currency" text NOT NULL,
	"product_id" text NOT NULL,
	"type" text NOT NULL,
	"interval" text,
	"meter_id" text,
	"usage_type" text,
	"lookup_key" text,
	"tiers" json,
	"currency_options" json NOT NULL,
	CONSTRAINT "prices_account_id_livemode_id_pk" PRIMARY KEY("account_id","livemode","id")
);
--> statement-breakpoint
CREATE TABLE "products" (
	"id" text NOT NULL,
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "products_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"body" json NOT NULL,
	"active" boolean NOT NULL,
	"shippable" boolean,
	"type" text NOT NULL,
	"url" text,
	CONSTRAINT "products_account_id_livemode_id_pk" PRIMARY KEY("account_id","livemode","id")
);
--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "test_clock" text;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "written_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "test_clocks" ADD CONSTRAINT "test_clocks_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prices" ADD CONSTRAINT "prices_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "test_clocks_account_id_livemode_created_at_seq_index" ON "test_clocks" USING btree ("account_id","livemode","created_at" DESC NULLS FIRST,"seq" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "due_work_due_at_seq_index" ON "due_work" USING btree ("due_at","seq") WHERE "due_work"."clock" is null;--> statement-breakpoint
CREATE INDEX "due_work_account_livemode_clock_due_at_seq_index" ON "due_work" USING btree ("account","livemode","clock","due_at","seq");--> statement-breakpoint
CREATE INDEX "prices_account_id_livemode_created_at_seq_index" ON "prices" USING btree ("account_id","livemode","created_at" DESC NULLS FIRST,"seq" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "prices_product_id_created_at_seq_index" ON "prices" USING btree ("product_id","created_at" DESC NULLS FIRST,"seq" DESC NULLS FIRST);--> statement-breakpoint
CREATE UNIQUE INDEX "prices_account_id_livemode_lookup_key_index" ON "prices" USING btree ("account_id","livemode","lookup_key") WHERE lookup_key is not null;--> statement-breakpoint
CREATE INDEX "products_account_id_livemode_created_at_seq_index" ON "products" USING btree ("account_id","livemode","created_at" DESC NULLS FIRST,"seq" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "customers_test_clock_created_at_seq_index" ON "customers" USING btree ("test_clock","created_at" DESC NULLS FIRST,"seq" DESC NULLS FIRST);