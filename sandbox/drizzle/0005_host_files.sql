CREATE TABLE "host_files" (
	"path" text PRIMARY KEY NOT NULL,
	"headers" json NOT NULL,
	"body" text NOT NULL,
	"used_at" timestamp with time zone NOT NULL
);
