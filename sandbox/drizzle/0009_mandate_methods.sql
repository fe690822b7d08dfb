ALTER TABLE "mandates" ADD COLUMN "payment_method_id" text;--> statement-breakpoint
UPDATE "mandates" SET "payment_method_id" = "body"->>'payment_method';--> statement-breakpoint
CREATE INDEX "mandates_payment_method_id_seq_index" ON "mandates" USING btree ("payment_method_id","seq");
