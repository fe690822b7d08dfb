ALTER TABLE "idempotency_keys" ADD COLUMN "account_id" text;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD COLUMN "livemode" boolean;