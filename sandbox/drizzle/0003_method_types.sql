ALTER TABLE "authentications" ADD COLUMN "for_payment" jsonb;--> statement-breakpoint
ALTER TABLE "charges" ADD COLUMN "type" text;--> statement-breakpoint
ALTER TABLE "charges" ADD COLUMN "details" jsonb;--> statement-breakpoint
ALTER TABLE "payment_methods" ADD COLUMN "type" text;--> statement-breakpoint
ALTER TABLE "payment_methods" ADD COLUMN "details" jsonb;--> statement-breakpoint
ALTER TABLE "tokens" ADD COLUMN "type" text;--> statement-breakpoint
ALTER TABLE "tokens" ADD COLUMN "details" jsonb;--> statement-breakpoint
UPDATE "authentications" SET "for_payment" = jsonb_build_object('cvcProvided', "cvc_provided");--> statement-breakpoint
UPDATE "charges" SET
	"type" = CASE WHEN "card" IS NOT NULL THEN 'card' ELSE 'sepa_debit' END,
	"details" = coalesce("card", "bank_account");--> statement-breakpoint
UPDATE "payment_methods" SET
	"type" = CASE WHEN "card" IS NOT NULL THEN 'card' ELSE 'sepa_debit' END,
	"details" = coalesce("card", "bank_account");--> statement-breakpoint
UPDATE "tokens" SET
	"type" = CASE WHEN "card" IS NOT NULL THEN 'card' WHEN "bank_account" IS NOT NULL THEN 'bank_account' ELSE 'cvc_update' END,
	"details" = CASE
		WHEN "card" IS NOT NULL THEN jsonb_build_object('id', "card_id", 'card', "card", 'cardholder', "cardholder")
		ELSE coalesce("bank_account", '{}'::jsonb)
	END;--> statement-breakpoint
UPDATE "confirmation_tokens" SET
	"source" = ("source" - 'card' - 'bankAccount') || CASE
		WHEN jsonb_typeof("source" -> 'card') = 'object' THEN jsonb_build_object('type', 'card', 'details', "source" -> 'card')
		ELSE jsonb_build_object('type', 'sepa_debit', 'details', "source" -> 'bankAccount')
	END
WHERE "source" IS NOT NULL;--> statement-breakpoint
ALTER TABLE "authentications" ALTER COLUMN "for_payment" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "charges" ALTER COLUMN "type" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "charges" ALTER COLUMN "details" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "payment_methods" ALTER COLUMN "type" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "payment_methods" ALTER COLUMN "details" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "tokens" ALTER COLUMN "type" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "tokens" ALTER COLUMN "details" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "authentications" DROP COLUMN "cvc_provided";--> statement-breakpoint
ALTER TABLE "charges" DROP COLUMN "card";--> statement-breakpoint
ALTER TABLE "charges" DROP COLUMN "bank_account";--> statement-breakpoint
ALTER TABLE "payment_methods" DROP COLUMN "card";--> statement-breakpoint
ALTER TABLE "payment_methods" DROP COLUMN "bank_account";--> statement-breakpoint
ALTER TABLE "tokens" DROP COLUMN "card_id";--> statement-breakpoint
ALTER TABLE "tokens" DROP COLUMN "card";--> statement-breakpoint
ALTER TABLE "tokens" DROP COLUMN "cardholder";--> statement-breakpoint
ALTER TABLE "tokens" DROP COLUMN "bank_account";