ALTER TABLE "payment_methods" ALTER COLUMN "card" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "tokens" ALTER COLUMN "card_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "tokens" ALTER COLUMN "card" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "tokens" ALTER COLUMN "cardholder" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "payment_methods" ADD COLUMN "bank_account" jsonb;--> statement-breakpoint
ALTER TABLE "tokens" ADD COLUMN "bank_account" jsonb;