ALTER TABLE "api_keys" DROP CONSTRAINT "api_keys_pkey";--> statement-breakpoint
ALTER TABLE "authentications" DROP CONSTRAINT "authentications_pkey";--> statement-breakpoint
ALTER TABLE "live_objects" DROP CONSTRAINT "live_objects_pkey";--> statement-breakpoint
ALTER TABLE "requests" DROP CONSTRAINT "requests_pkey";--> statement-breakpoint
ALTER TABLE "balance_transactions" DROP CONSTRAINT "balance_transactions_pkey";--> statement-breakpoint
ALTER TABLE "charges" DROP CONSTRAINT "charges_pkey";--> statement-breakpoint
ALTER TABLE "confirmation_tokens" DROP CONSTRAINT "confirmation_tokens_pkey";--> statement-breakpoint
ALTER TABLE "customer_sessions" DROP CONSTRAINT "customer_sessions_pkey";--> statement-breakpoint
ALTER TABLE "customers" DROP CONSTRAINT "customers_pkey";--> statement-breakpoint
ALTER TABLE "disputes" DROP CONSTRAINT "disputes_pkey";--> statement-breakpoint
ALTER TABLE "events" DROP CONSTRAINT "events_pkey";--> statement-breakpoint
ALTER TABLE "mandates" DROP CONSTRAINT "mandates_pkey";--> statement-breakpoint
ALTER TABLE "payment_intents" DROP CONSTRAINT "payment_intents_pkey";--> statement-breakpoint
ALTER TABLE "payment_method_configurations" DROP CONSTRAINT "payment_method_configurations_pkey";--> statement-breakpoint
ALTER TABLE "payment_methods" DROP CONSTRAINT "payment_methods_pkey";--> statement-breakpoint
ALTER TABLE "refunds" DROP CONSTRAINT "refunds_pkey";--> statement-breakpoint
ALTER TABLE "setup_attempts" DROP CONSTRAINT "setup_attempts_pkey";--> statement-breakpoint
ALTER TABLE "setup_intents" DROP CONSTRAINT "setup_intents_pkey";--> statement-breakpoint
ALTER TABLE "tokens" DROP CONSTRAINT "tokens_pkey";--> statement-breakpoint
ALTER TABLE "webhook_deliveries" DROP CONSTRAINT "webhook_deliveries_pkey";--> statement-breakpoint
ALTER TABLE "webhook_endpoints" DROP CONSTRAINT "webhook_endpoints_pkey";--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_account_id_livemode_id_pk" PRIMARY KEY("account_id","livemode","id");--> statement-breakpoint
ALTER TABLE "authentications" ADD CONSTRAINT "authentications_account_id_livemode_id_pk" PRIMARY KEY("account_id","livemode","id");--> statement-breakpoint
ALTER TABLE "live_objects" ADD CONSTRAINT "live_objects_account_id_id_pk" PRIMARY KEY("account_id","id");--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_account_id_livemode_id_pk" PRIMARY KEY("account_id","livemode","id");--> statement-breakpoint
ALTER TABLE "balance_transactions" ADD CONSTRAINT "balance_transactions_account_id_livemode_id_pk" PRIMARY KEY("account_id","livemode","id");--> statement-breakpoint
ALTER TABLE "charges" ADD CONSTRAINT "charges_account_id_livemode_id_pk" PRIMARY KEY("account_id","livemode","id");--> statement-breakpoint
ALTER TABLE "confirmation_tokens" ADD CONSTRAINT "confirmation_tokens_account_id_livemode_id_pk" PRIMARY KEY("account_id","livemode","id");--> statement-breakpoint
ALTER TABLE "customer_sessions" ADD CONSTRAINT "customer_sessions_account_id_livemode_id_pk" PRIMARY KEY("account_id","livemode","id");--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_account_id_livemode_id_pk" PRIMARY KEY("account_id","livemode","id");--> statement-breakpoint
ALTER TABLE "disputes" ADD CONSTRAINT "disputes_account_id_livemode_id_pk" PRIMARY KEY("account_id","livemode","id");--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_account_id_livemode_id_pk" PRIMARY KEY("account_id","livemode","id");--> statement-breakpoint
ALTER TABLE "mandates" ADD CONSTRAINT "mandates_account_id_livemode_id_pk" PRIMARY KEY("account_id","livemode","id");--> statement-breakpoint
ALTER TABLE "payment_intents" ADD CONSTRAINT "payment_intents_account_id_livemode_id_pk" PRIMARY KEY("account_id","livemode","id");--> statement-breakpoint
ALTER TABLE "payment_method_configurations" ADD CONSTRAINT "payment_method_configurations_account_id_livemode_id_pk" PRIMARY KEY("account_id","livemode","id");--> statement-breakpoint
ALTER TABLE "payment_methods" ADD CONSTRAINT "payment_methods_account_id_livemode_id_pk" PRIMARY KEY("account_id","livemode","id");--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_account_id_livemode_id_pk" PRIMARY KEY("account_id","livemode","id");--> statement-breakpoint
ALTER TABLE "setup_attempts" ADD CONSTRAINT "setup_attempts_account_id_livemode_id_pk" PRIMARY KEY("account_id","livemode","id");--> statement-breakpoint
ALTER TABLE "setup_intents" ADD CONSTRAINT "setup_intents_account_id_livemode_id_pk" PRIMARY KEY("account_id","livemode","id");--> statement-breakpoint
ALTER TABLE "tokens" ADD CONSTRAINT "tokens_account_id_livemode_id_pk" PRIMARY KEY("account_id","livemode","id");--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_account_id_livemode_id_pk" PRIMARY KEY("account_id","livemode","id");--> statement-breakpoint
ALTER TABLE "webhook_endpoints" ADD CONSTRAINT "webhook_endpoints_account_id_livemode_id_pk" PRIMARY KEY("account_id","livemode","id");--> statement-breakpoint
ALTER TABLE "authentications" ADD CONSTRAINT "authentications_id_unique" UNIQUE("id");