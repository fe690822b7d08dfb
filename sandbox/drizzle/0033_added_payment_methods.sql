ALTER TABLE "portal_sessions" ADD COLUMN "setup_intent_id" text;--> statement-breakpoint
ALTER TABLE "portal_sessions" ADD COLUMN "added_method_id" text;--> statement-breakpoint
CREATE INDEX "portal_sessions_setup_intent_id_index" ON "portal_sessions" USING btree ("setup_intent_id");