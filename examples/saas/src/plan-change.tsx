import { useState } from 'react';
import { loaded } from './payframe';
import { PlanChoice } from './plan-choice';
import { changePlan, confirmed, type Member, type Plan, type Preview, previewChange } from './service';
import { money, priceText } from './texts';
import { useTask } from './use-task';

interface Props {
  member: Member;
  plans: Plan[];
  onDone(): Promise<void>;
}

/** Another plan, at a price that is shown before. */
export function PlanChange({ member, plans, onDone }: Props) {
  const [plan, setPlan] = useState<Plan>();
  const [preview, setPreview] = useState<Preview>();
  const { busy, error, run } = useTask();

  function choose(name: string) {
    const chosen = plans.find((one) => one.plan === name);
    setPlan(chosen);
    setPreview(undefined);
    void run(async () => setPreview(await previewChange(name)));
  }

  const change = () =>
    run(async () => {
      if (!plan || !preview) return;
      const { asks } = await changePlan(plan.plan, preview.date);
      // Without an answer, the old plan goes on, and the payment waits for the member.
      if (asks) await (await loaded)?.handleNextAction({ clientSecret: asks });
      await confirmed();
      await onDone();
    });

  return (
    <>
      <PlanChoice
        legend="New plan"
        plans={plans.filter((one) => one.plan !== member.plan)}
        chosen={plan?.plan}
        onChoose={choose}
      />
      <p className="cost" role="status">
        {plan && preview && costText(preview, plan)}
      </p>
      <p className="error" role="alert">
        {error}
      </p>
      <div className="actions">
        <button type="button" className="primary" disabled={!preview} aria-disabled={busy} onClick={change}>
          Change plan
        </button>
        <button type="button" className="secondary" onClick={onDone}>
          Keep the plan
        </button>
      </div>
    </>
  );
}

function costText({ now }: Preview, plan: Plan): string {
  const then = `Then ${priceText(plan)}.`;
  if (now > 0) return `${money(now)} now, for the rest of the time that you have paid for. ${then}`;
  return now < 0 ? `Nothing now, and ${money(-now)} off your next bills. ${then}` : `Nothing now. ${then}`;
}
