CREATE TABLE "volumes" (
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"quarter" timestamp with time zone NOT NULL,
	"currency" text NOT NULL,
	"amount" bigint NOT NULL,
	"succeeded" integer NOT NULL,
	"failed" integer NOT NULL,
	CONSTRAINT "volumes_account_id_livemode_quarter_currency_pk" PRIMARY KEY("account_id","livemode","quarter","currency")
);
--> statement-breakpoint
ALTER TABLE "volumes" ADD CONSTRAINT "volumes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- What a charge adds to the volumes. Nobody tried to pay where a transfer came in.
CREATE FUNCTION volume_of(body json, type text, OUT amount bigint, OUT succeeded integer, OUT failed integer) LANGUAGE sql IMMUTABLE AS $$
	SELECT CASE WHEN status = 'succeeded' AND captured THEN amount_captured ELSE 0 END,
		(status = 'succeeded' AND type <> 'stripe_account')::integer, (status = 'failed')::integer
	FROM json_to_record(body) AS charge (status text, captured boolean, amount_captured bigint)
$$;
--> statement-breakpoint
INSERT INTO volumes (account_id, livemode, quarter, currency, amount, succeeded, failed)
SELECT account_id, livemode, date_bin('15 minutes', created_at, 'epoch') AS quarter, body ->> 'currency' AS currency,
	sum(volume.amount), sum(volume.succeeded), sum(volume.failed)
FROM charges, volume_of(body, type) AS volume
WHERE body ->> 'status' IN ('succeeded', 'failed')
GROUP BY account_id, livemode, quarter, currency;
--> statement-breakpoint
CREATE FUNCTION count_charge() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	added record := volume_of(NEW.body, NEW.type);
	former record;
BEGIN
	IF TG_OP = 'UPDATE' THEN
		former := volume_of(OLD.body, OLD.type);
		added.amount := added.amount - former.amount;
		added.succeeded := added.succeeded - former.succeeded;
		added.failed := added.failed - former.failed;
	END IF;
	IF added.amount = 0 AND added.succeeded = 0 AND added.failed = 0 THEN
		RETURN NULL;
	END IF;
	INSERT INTO volumes (account_id, livemode, quarter, currency, amount, succeeded, failed)
	VALUES (NEW.account_id, NEW.livemode, date_bin('15 minutes', NEW.created_at, 'epoch'), NEW.body ->> 'currency',
		added.amount, added.succeeded, added.failed)
	ON CONFLICT (account_id, livemode, quarter, currency) DO UPDATE SET
		amount = volumes.amount + excluded.amount,
		succeeded = volumes.succeeded + excluded.succeeded,
		failed = volumes.failed + excluded.failed;
	RETURN NULL;
END $$;
--> statement-breakpoint
-- The payments of a quarter of an hour share a row. Transactions lock it as the last thing that they do, so that they hardly wait for each other.
CREATE CONSTRAINT TRIGGER count_charge AFTER INSERT OR UPDATE OF body ON charges DEFERRABLE INITIALLY DEFERRED
	FOR EACH ROW EXECUTE FUNCTION count_charge();
