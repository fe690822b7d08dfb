/** @jsxImportSource hono/jsx */
import type { Switch, Switches } from '../../kernel/switches.js';
import { address, EditForm, Layout, Notice, type View } from '../layout.js';

interface SwitchesPageProps {
  view: View;
  switches: Switches;
  /** `undefined` in live mode, where the upstream decides. */
  parts: Switch[] | undefined;
  saved?: boolean;
}

/** Shows the parts of a resource that an account can switch on and off. */
export const SwitchesPage = ({ view, switches, parts, saved }: SwitchesPageProps) => (
  <Layout title={switches.title} view={view} page={switches.page}>
    {saved && <Notice>Saved.</Notice>}
    {parts ? (
      <>
        <p>{switches.explanation}</p>
        <EditForm view={view} needs="admin" action={address(switches.page, view)}>
          <fieldset>
            <legend>Switched on</legend>
            <ul class="switches">
              {parts.map((part) => (
                <li>
                  <label>
                    <input type="checkbox" name="on[]" value={part.name} checked={part.isOn} />
                    <span>
                      {part.label} <code>{part.name}</code>
                      <span class="quiet">{part.hint}</span>
                    </span>
                  </label>
                </li>
              ))}
            </ul>
          </fieldset>
          <p>
            <button type="submit">Save</button>
          </p>
        </EditForm>
      </>
    ) : (
      <p>In live mode, the upstream that payments go to decides this.</p>
    )}
  </Layout>
);
