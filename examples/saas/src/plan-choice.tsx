import type { Plan } from './service';
import { priceText } from './texts';

interface Props {
  legend: string;
  plans: Plan[];
  chosen: string | undefined;
  onChoose(plan: string): void;
}

export const PlanChoice = ({ legend, plans, chosen, onChoose }: Props) => (
  <fieldset>
    <legend>{legend}</legend>
    <div className="choices">
      {plans.map((one) => (
        <label key={one.plan} className="choice">
          <input type="radio" name="plan" checked={one.plan === chosen} onChange={() => onChoose(one.plan)} />
          <span>{one.name}</span>
          <span className="quiet">{priceText(one)}</span>
        </label>
      ))}
    </div>
  </fieldset>
);
