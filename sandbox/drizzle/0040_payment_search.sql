CREATE TABLE "payment_search" (
	"id" text NOT NULL,
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"seq" bigint NOT NULL,
	"customer_id" text,
	"state" text NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"description" text NOT NULL,
	"marks" text NOT NULL,
	"attempts" text NOT NULL,
	CONSTRAINT "payment_search_account_id_livemode_id_pk" PRIMARY KEY("account_id","livemode","id")
);
--> statement-breakpoint
ALTER TABLE "payment_search" ADD CONSTRAINT "payment_search_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "payment_search_account_id_livemode_created_at_seq_index" ON "payment_search" USING btree ("account_id","livemode","created_at" DESC NULLS FIRST,"seq" DESC NULLS FIRST);
--> statement-breakpoint
-- Texts in small letters, each between line breaks, so that one of them is looked for in whole.
CREATE FUNCTION marks_of(VARIADIC texts text[]) RETURNS text LANGUAGE sql IMMUTABLE AS $$
	SELECT coalesce(E'\n' || lower(string_agg(text, E'\n')) || E'\n', '') FROM unnest(texts) AS text WHERE text <> ''
$$;
--> statement-breakpoint
CREATE FUNCTION marks_of_charge(id text, body json, type text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
	SELECT marks_of(
		id,
		'type ' || type,
		'last4 ' || json_extract_path_text(payment_method_details, type, 'last4'),
		billing_details ->> 'email',
		'name ' || (billing_details ->> 'name'),
		CASE WHEN captured AND amount_refunded > amount - amount_captured THEN 'refunded' END,
		CASE WHEN disputed THEN 'disputed' END
	)
	FROM json_to_record(body) AS charge (amount bigint, amount_captured bigint, amount_refunded bigint, billing_details json,
		captured boolean, disputed boolean, payment_method_details json)
$$;
--> statement-breakpoint
CREATE FUNCTION marks_of_charges(owner text, mode boolean, payment text) RETURNS text LANGUAGE sql STABLE AS $$
	SELECT coalesce(string_agg(marks_of_charge(id, body, type), ''), '') FROM charges
	WHERE account_id = owner AND livemode = mode AND payment_intent_id = payment
$$;
--> statement-breakpoint
CREATE FUNCTION search_of_payment(payment payment_intents) RETURNS payment_search LANGUAGE sql STABLE AS $$
	SELECT payment.id, payment.account_id, payment.livemode, payment.created_at, payment.seq, payment.customer_id,
		CASE WHEN status = 'requires_payment_method' AND last_payment_error ->> 'message' IS NOT NULL THEN 'declined' ELSE status END,
		amount, currency, coalesce(lower(description), ''),
		marks_of(VARIADIC ARRAY(SELECT value FROM json_each_text(metadata))
			|| ARRAY[payment.customer_id, payment_method, payment_details ->> 'order_reference', receipt_email]),
		marks_of_charges(payment.account_id, payment.livemode, payment.id)
	FROM json_to_record(payment.body) AS body (amount bigint, currency text, description text, last_payment_error json, metadata json,
		payment_details json, payment_method text, receipt_email text, status text)
$$;
--> statement-breakpoint
INSERT INTO payment_search SELECT found.* FROM payment_intents, search_of_payment(payment_intents) AS found;
--> statement-breakpoint
CREATE FUNCTION note_payment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	found payment_search := search_of_payment(NEW);
BEGIN
	INSERT INTO payment_search SELECT found.*
	ON CONFLICT (account_id, livemode, id) DO UPDATE SET
		customer_id = excluded.customer_id, state = excluded.state, amount = excluded.amount, currency = excluded.currency, description = excluded.description,
		marks = excluded.marks, attempts = excluded.attempts
	WHERE payment_search IS DISTINCT FROM excluded;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION note_attempt() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	found text := marks_of_charges(NEW.account_id, NEW.livemode, NEW.payment_intent_id);
BEGIN
	UPDATE payment_search SET attempts = found
	WHERE account_id = NEW.account_id AND livemode = NEW.livemode AND id = NEW.payment_intent_id AND attempts <> found;
	RETURN NULL;
END $$;
--> statement-breakpoint
-- At the end of a transaction, a payment and its attempts are there, whichever came first.
CREATE CONSTRAINT TRIGGER note_payment AFTER INSERT OR UPDATE OF body ON payment_intents DEFERRABLE INITIALLY DEFERRED
	FOR EACH ROW EXECUTE FUNCTION note_payment();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER note_attempt AFTER INSERT OR UPDATE OF body ON charges DEFERRABLE INITIALLY DEFERRED
	FOR EACH ROW WHEN (NEW.payment_intent_id IS NOT NULL) EXECUTE FUNCTION note_attempt();
