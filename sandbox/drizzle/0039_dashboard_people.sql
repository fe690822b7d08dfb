CREATE TABLE "dashboard_people" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"role" text NOT NULL,
	"password_hash" text,
	"invite_hash" text,
	"invite_ends_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "dashboard_people_email_unique" UNIQUE("email"),
	CONSTRAINT "dashboard_people_inviteHash_unique" UNIQUE("invite_hash")
);
--> statement-breakpoint
CREATE TABLE "dashboard_sessions" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"address" text,
	"created_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "dashboard_sessions" ADD CONSTRAINT "dashboard_sessions_person_id_dashboard_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."dashboard_people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "dashboard_sessions_person_id_index" ON "dashboard_sessions" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "dashboard_sessions_ends_at_index" ON "dashboard_sessions" USING btree ("ends_at");