DROP TRIGGER note_payment ON payment_intents;
--> statement-breakpoint
DROP TRIGGER note_attempt ON charges;
--> statement-breakpoint
DROP FUNCTION note_payment, note_attempt, search_of_payment, marks_of_charges, marks_of_charge, marks_of;
--> statement-breakpoint
DELETE FROM payment_search;
--> statement-breakpoint
ALTER TABLE "payment_search" DROP COLUMN "state";
--> statement-breakpoint
ALTER TABLE "payment_search" DROP COLUMN "description";
--> statement-breakpoint
ALTER TABLE "payment_search" DROP COLUMN "marks";
--> statement-breakpoint
ALTER TABLE "payment_search" DROP COLUMN "attempts";
--> statement-breakpoint
ALTER TABLE "payment_search" ADD COLUMN "words" "tsvector" NOT NULL;
--> statement-breakpoint
-- A text that is looked for as it is, in small letters. An index takes no word that is much longer.
CREATE FUNCTION noted(text text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
	RETURN lower(left(text, 501));
--> statement-breakpoint
-- The words of a text, each after a sign of its kind. No locale decides what parts them. Chinese, Japanese and Korean signs are words by themselves.
CREATE FUNCTION words_in(kind text, text text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
	RETURN string_to_array(kind || regexp_replace(
		regexp_replace(lower(left(text, 500)), '[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]', ' \& ', 'g'),
		'[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2000-\u206f\u3000-\u303f]+', E'\n' || kind, 'g'), E'\n');
--> statement-breakpoint
CREATE FUNCTION noted_query(text text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE
	RETURN ('''' || replace(replace(public.noted(text), '\', '\\'), '''', '''''') || '''')::tsquery;
--> statement-breakpoint
-- Asks for words that begin with those of a text; for none where it has none. The planner takes each beginning for that of two rows in a hundred, at least. Asked
-- for twice, which costs nothing, it is that of four in ten thousand, so that the index is used for a rare one.
CREATE FUNCTION words_query(kind text, text text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE
	RETURN (SELECT coalesce(string_agg(format('''%1$s'':* & ''%1$s'':*', word), ' & '), ''' ''')::tsquery
		FROM unnest(public.words_in(kind, text)) AS word WHERE word <> kind);
--> statement-breakpoint
CREATE FUNCTION words_of_customer(body json) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1000
	RETURN (SELECT array_to_tsvector(array_remove(
			ARRAY(SELECT public.noted('=' || value) FROM json_each_text(metadata))
				|| public.noted('=' || email) || public.noted('email ' || email) || public.noted('=' || phone)
				|| public.words_in('@', name) || public.words_in('~', name) || public.words_in('~', phone) || public.words_in('~', description),
			NULL))
		FROM json_to_record(body) AS customer (description text, email text, metadata json, name text, phone text));
--> statement-breakpoint
CREATE INDEX "customers_words_index" ON "customers" USING gin (words_of_customer("body")) WITH (gin_pending_list_limit=256);
--> statement-breakpoint
CREATE FUNCTION search_of_payment(payment payment_intents) RETURNS payment_search LANGUAGE plpgsql STABLE AS $$
DECLARE
	found payment_search;
BEGIN
	SELECT payment.id, payment.account_id, payment.livemode, payment.created_at, payment.seq, payment.customer_id, amount, currency,
		array_to_tsvector(array_remove(
			ARRAY(SELECT noted('=' || value) FROM json_each_text(metadata))
				|| ARRAY(
					SELECT word FROM (
						SELECT id, body, type FROM charges
						WHERE account_id = payment.account_id AND livemode = payment.livemode AND payment_intent_id = payment.id
						ORDER BY created_at DESC, seq DESC LIMIT 1000
					) AS attempt,
					json_to_record(attempt.body) AS charge (amount bigint, amount_captured bigint, amount_refunded bigint, billing_details json,
						captured boolean, disputed boolean, payment_method_details json),
					unnest(ARRAY[
						noted('=' || attempt.id),
						'type ' || attempt.type,
						noted('last4 ' || json_extract_path_text(payment_method_details, attempt.type, 'last4')),
						noted('=' || (billing_details ->> 'email')),
						CASE WHEN captured AND amount_refunded > charge.amount - amount_captured THEN 'refunded' END,
						CASE WHEN disputed THEN 'disputed' END
					] || words_in('~', billing_details ->> 'name') || words_in('@', billing_details ->> 'name')) AS word
				)
				|| ARRAY[
					CASE WHEN status = 'requires_payment_method' AND last_payment_error ->> 'message' IS NOT NULL THEN 'state declined'
						ELSE 'state ' || status END,
					noted('=' || payment.customer_id), noted('=' || payment_method), noted('=' || (payment_details ->> 'order_reference')),
					noted('=' || receipt_email)
				]
				|| words_in('~', description),
			NULL))
	INTO found
	FROM json_to_record(payment.body) AS body (amount bigint, currency text, description text, last_payment_error json, metadata json,
		payment_details json, payment_method text, receipt_email text, status text);
	RETURN found;
END $$;
--> statement-breakpoint
INSERT INTO payment_search SELECT found.* FROM payment_intents, search_of_payment(payment_intents) AS found;
--> statement-breakpoint
CREATE INDEX "payment_search_words_index" ON "payment_search" USING gin ("words") WITH (gin_pending_list_limit=256);
--> statement-breakpoint
CREATE INDEX "payment_search_customer_id_created_at_seq_index" ON "payment_search" USING btree ("customer_id","created_at" DESC NULLS FIRST,"seq" DESC NULLS FIRST);
--> statement-breakpoint
CREATE INDEX "payment_search_account_id_livemode_amount_index" ON "payment_search" USING btree ("account_id","livemode","amount");
--> statement-breakpoint
CREATE INDEX "events_idempotency_key_index" ON "events" USING btree ("idempotency_key") WHERE "events"."idempotency_key" is not null;
--> statement-breakpoint
CREATE INDEX "payment_methods_last4_index" ON "payment_methods" USING btree (("details" ->> 'last4')) WHERE "payment_methods"."customer_id" is not null;
--> statement-breakpoint
-- It runs at the end of a transaction, when a payment and its attempts are as they stay: the first of their triggers does the work of all.
CREATE FUNCTION note_payment(owner text, mode boolean, payment_id text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	place text := concat_ws(' ', owner, mode, payment_id);
	payment payment_intents;
	searched payment_search;
BEGIN
	IF current_setting('payframe.noted_payment', true) = place THEN
		RETURN;
	END IF;
	PERFORM set_config('payframe.noted_payment', place, true);
	SELECT * INTO payment FROM payment_intents WHERE account_id = owner AND livemode = mode AND id = payment_id;
	IF NOT FOUND THEN
		RETURN;
	END IF;
	searched := search_of_payment(payment);
	INSERT INTO payment_search SELECT searched.*
	ON CONFLICT (account_id, livemode, id) DO UPDATE SET
		customer_id = excluded.customer_id, amount = excluded.amount, currency = excluded.currency, words = excluded.words
	WHERE payment_search IS DISTINCT FROM excluded;
END $$;
--> statement-breakpoint
CREATE FUNCTION payment_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM note_payment(NEW.account_id, NEW.livemode, NEW.id);
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION attempt_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM note_payment(NEW.account_id, NEW.livemode, NEW.payment_intent_id);
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER note_payment AFTER INSERT OR UPDATE OF body ON payment_intents DEFERRABLE INITIALLY DEFERRED
	FOR EACH ROW EXECUTE FUNCTION payment_changed();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER note_attempt AFTER INSERT OR UPDATE OF body ON charges DEFERRABLE INITIALLY DEFERRED
	FOR EACH ROW WHEN (NEW.payment_intent_id IS NOT NULL) EXECUTE FUNCTION attempt_changed();
