ALTER TABLE "dashboard_people" ADD COLUMN "totp_secret" text;--> statement-breakpoint
ALTER TABLE "dashboard_people" ADD COLUMN "totp_step" bigint;--> statement-breakpoint
ALTER TABLE "dashboard_people" ADD COLUMN "recovery_codes" text[];--> statement-breakpoint
ALTER TABLE "dashboard_people" ADD COLUMN "wrong_codes" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "dashboard_people" ADD COLUMN "codes_blocked_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "dashboard_sessions" ADD COLUMN "needs_code" boolean DEFAULT false NOT NULL;