import type { KeyboardEvent } from 'react';

export type Tab = 'methods' | 'card';

const LABELS: Record<Tab, string> = { methods: 'All methods', card: 'Card fields' };
const TABS = Object.keys(LABELS) as Tab[];

/** Two tabs, as the pattern of WAI-ARIA has them. The panel of the chosen one has the id `panel`. */
export function Tabs({ chosen, onChoose }: { chosen: Tab; onChoose(tab: Tab): void }) {
  function step({ key, currentTarget }: KeyboardEvent<HTMLElement>) {
    if (key !== 'ArrowLeft' && key !== 'ArrowRight') return;
    const other = TABS.find((tab) => tab !== chosen) as Tab;
    onChoose(other);
    currentTarget.querySelector<HTMLElement>(`#tab-${other}`)?.focus();
  }

  return (
    <div className="tabs" role="tablist" aria-label="Way to pay" onKeyDown={step}>
      {TABS.map((tab) => (
        <button
          key={tab}
          id={`tab-${tab}`}
          type="button"
          role="tab"
          aria-selected={tab === chosen}
          aria-controls="panel"
          tabIndex={tab === chosen ? 0 : -1}
          onClick={() => onChoose(tab)}
        >
          {LABELS[tab]}
        </button>
      ))}
    </div>
  );
}
