CREATE TABLE "reserves" (
	"platform_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"currency" text NOT NULL,
	"amount" bigint NOT NULL,
	CONSTRAINT "reserves_platform_id_livemode_currency_pk" PRIMARY KEY("platform_id","livemode","currency")
);
--> statement-breakpoint
ALTER TABLE "reserves" ADD CONSTRAINT "reserves_platform_id_accounts_id_fk" FOREIGN KEY ("platform_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
INSERT INTO reserves (platform_id, livemode, currency, amount)
SELECT platform_id, livemode, currency, -sum(amount)
FROM balances JOIN accounts ON accounts.id = account_id
WHERE available_on = 'epoch' AND amount < 0 AND platform_id IS NOT NULL
	AND body #>> '{controller,losses,payments}' = 'application'
GROUP BY platform_id, livemode, currency;
--> statement-breakpoint
-- Of all rows of an account and a currency, only that of the money that can be used says what the account owes now.
CREATE FUNCTION note_debt() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	changed balances;
	debt bigint := 0;
BEGIN
	IF TG_OP <> 'DELETE' THEN
		changed := NEW;
		debt := -least(NEW.amount, 0);
	END IF;
	IF TG_OP <> 'INSERT' THEN
		changed := OLD;
		debt := debt + least(OLD.amount, 0);
	END IF;
	INSERT INTO reserves (platform_id, livemode, currency, amount)
	SELECT platform_id, changed.livemode, changed.currency, debt FROM accounts
	WHERE id = changed.account_id AND platform_id IS NOT NULL AND body #>> '{controller,losses,payments}' = 'application'
	ON CONFLICT (platform_id, livemode, currency) DO UPDATE SET amount = reserves.amount + excluded.amount;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER note_first_debt AFTER INSERT ON balances FOR EACH ROW
	WHEN (NEW.available_on = 'epoch' AND NEW.amount < 0) EXECUTE FUNCTION note_debt();
--> statement-breakpoint
CREATE TRIGGER note_debt AFTER UPDATE ON balances FOR EACH ROW
	WHEN (NEW.available_on = 'epoch' AND least(NEW.amount, 0) <> least(OLD.amount, 0)) EXECUTE FUNCTION note_debt();
--> statement-breakpoint
CREATE TRIGGER forget_debt AFTER DELETE ON balances FOR EACH ROW
	WHEN (OLD.available_on = 'epoch' AND OLD.amount < 0) EXECUTE FUNCTION note_debt();
--> statement-breakpoint
-- An account that is deleted owes nothing any more. Its rows are locked, so that no change of them is counted twice.
CREATE FUNCTION forget_debts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	WITH owed AS (
		SELECT livemode, currency, amount FROM balances
		WHERE account_id = OLD.id AND available_on = 'epoch' AND amount < 0 FOR UPDATE
	)
	UPDATE reserves SET amount = reserves.amount + owed.amount FROM owed
	WHERE platform_id = OLD.platform_id AND reserves.livemode = owed.livemode AND reserves.currency = owed.currency;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER forget_debts AFTER UPDATE OF body ON accounts FOR EACH ROW
	WHEN (NEW.body IS NULL AND OLD.body #>> '{controller,losses,payments}' = 'application') EXECUTE FUNCTION forget_debts();
