CREATE TABLE "balances" (
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"currency" text NOT NULL,
	"available_on" timestamp with time zone NOT NULL,
	"amount" bigint NOT NULL,
	CONSTRAINT "balances_account_id_livemode_currency_available_on_pk" PRIMARY KEY("account_id","livemode","currency","available_on")
);
--> statement-breakpoint
ALTER TABLE "balances" ADD CONSTRAINT "balances_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
INSERT INTO "balances" ("account_id", "livemode", "currency", "available_on", "amount")
SELECT "account_id", "livemode", "currency", CASE WHEN "available_on" > now() THEN "available_on" ELSE 'epoch' END, sum("net")
FROM "balance_transactions" GROUP BY 1, 2, 3, 4;
