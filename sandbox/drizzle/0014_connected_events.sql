ALTER TABLE "events" ADD COLUMN "about" text;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD COLUMN "event_account_id" text;--> statement-breakpoint
UPDATE "webhook_deliveries" SET "event_account_id" = "account_id";--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ALTER COLUMN "event_account_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "webhook_endpoints" ADD COLUMN "connect" boolean DEFAULT false NOT NULL;