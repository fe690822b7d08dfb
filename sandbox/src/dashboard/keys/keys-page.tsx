/** @jsxImportSource hono/jsx */
import type { KeyRow, MadeKey } from '../../api-keys/index.js';
import { hasExpired, prefixOf } from '../../kernel/http/caller.js';
import { ForeignText } from '../../kernel/pages/foreign-text.js';
import { Copyable } from '../copying/copyable.js';
import { address, EditForm, Failure, Layout, Notice, ROLES, Table, Time, type View } from '../layout.js';
import { may } from '../people/roles.js';
import { type KeyFields, KeyFieldset } from './key-fields.js';
import { PRESETS } from './presets.js';

const TITLES = { publishable: 'Publishable', secret: 'Secret', restricted: 'Restricted' };

/** Shows all keys of a mode. */
export const KeysPage = ({ view, keys, now }: { view: View; keys: KeyRow[]; now: Date }) => (
  <Layout title="Keys" view={view} page="keys">
    {may(view, 'admin') && (
      <p>
        <a href={address('keys/new/restricted', view)}>New restricted key</a>
        {' · '}
        <a href={address('keys/new/publishable', view)}>New publishable key</a>
        {' · '}
        <a href={address('keys/new/secret', view)}>New secret key</a>
      </p>
    )}
    <Table name="Keys" head={['Key', 'Kind', 'Note', 'Last used', 'State']} isCards>
      {keys.map((key) => (
        <tr {...ROLES.row}>
          <td {...ROLES.cell} data-head="Key" class="key">
            {key.kind === 'publishable' && key.plaintext ? (
              <span>
                <Copyable name="publishable key" text={key.plaintext} />{' '}
                <a href={address(`keys/${key.id}`, view)}>Settings of …{key.last4}</a>
              </span>
            ) : (
              <a href={address(`keys/${key.id}`, view)}>
                <code>{masked(key)}</code>
              </a>
            )}
          </td>
          <td {...ROLES.cell} data-head="Kind">
            {TITLES[key.kind]}
          </td>
          <td {...ROLES.cell} data-head="Note">
            <ForeignText text={key.note} />
          </td>
          <td {...ROLES.cell} data-head="Last used">
            {key.lastUsedAt ? <Time at={key.lastUsedAt} /> : 'never'}
          </td>
          <td {...ROLES.cell} data-head="State">
            <State of={key} now={now} />
          </td>
        </tr>
      ))}
    </Table>
  </Layout>
);

const masked = (key: KeyRow) => `${prefixOf(key)}…${key.last4}`;

const State = ({ of, now }: { of: KeyRow; now: Date }) => {
  if (hasExpired(of, now)) return <span class="bad">expired</span>;
  if (!of.expiresAt) return <>active</>;
  return (
    <>
      expires <Time at={of.expiresAt} />
    </>
  );
};

/** Shows the form for a new key. */
export const NewKeyPage = ({ view, fields, error }: { view: View; fields: KeyFields; error?: string }) => (
  <Layout title={`New ${fields.kind} key`} view={view} page="keys">
    {error && <Failure message={error} />}
    {fields.kind === 'restricted' && (
      <p>
        Start from:
        {PRESETS.map(({ name, title }) => (
          <>
            <br />
            <a href={address('keys/new/restricted', view, { preset: name })}>{title}</a>
          </>
        ))}
      </p>
    )}
    <form method="post" action={address(`keys/new/${fields.kind}`, view)}>
      <KeyFieldset {...fields} />
      <button type="submit">Create key</button>
    </form>
  </Layout>
);

/** Shows a key that was just created. A live secret is shown only here. */
export const MadeKeyPage = ({ view, made }: { view: View; made: MadeKey }) => (
  <Layout title="The new key" view={view} page="keys">
    <Notice>
      <p>
        <Copyable name="key" text={made.key} />
      </p>
      {!made.row.plaintext && (
        <p>Copy it now to where your server keeps its secrets: it will not be shown again.</p>
      )}
    </Notice>
    <p>
      <a href={address(`keys/${made.row.id}`, view)}>View the key</a>
      {' · '}
      <a href={address('keys', view)}>All keys</a>
    </p>
  </Layout>
);

interface KeyPageProps {
  view: View;
  row: KeyRow;
  now: Date;
  /** Whether its owner asked to see the key. */
  revealed?: boolean;
  error?: string;
  saved?: boolean;
}

/** Shows one key and the actions for it. */
export const KeyPage = ({ view, row, now, revealed, error, saved }: KeyPageProps) => {
  const path = `keys/${row.id}`;
  const expired = hasExpired(row, now);
  const isAdmin = may(view, 'admin');
  return (
    <Layout title={`${TITLES[row.kind]} key …${row.last4}`} view={view} page="keys">
      {error && <Failure message={error} />}
      {saved && <Notice>Saved.</Notice>}
      <p>
        {(row.kind === 'publishable' || revealed) && row.plaintext ? (
          <Copyable name="key" text={row.plaintext} />
        ) : (
          <code>{masked(row)}</code>
        )}
        {' · '}
        <State of={row} now={now} />
        {' · made '}
        <Time at={row.createdAt} />
      </p>
      {row.kind !== 'publishable' && !revealed && isAdmin && <Reveal path={path} view={view} row={row} />}
      {!expired && (
        <>
          <h2>{isAdmin ? 'Change' : 'What it may do'}</h2>
          <EditForm view={view} needs="admin" action={address(path, view)}>
            <KeyFieldset {...row} />
            <button type="submit">Save</button>
          </EditForm>
        </>
      )}
      {!expired && isAdmin && (
        <>
          <h2>Roll</h2>
          <p>Creates a new key with the same permissions. Both work until the old one expires.</p>
          <form method="post" action={address(`${path}/roll`, view)} class="row">
            <span>
              <label for="expire">The old key expires</label>
              <select id="expire" name="expire">
                {[...ROLL_DELAYS.keys()].map((delay) => (
                  <option value={delay}>{delay}</option>
                ))}
              </select>
            </span>
            <button type="submit">Roll the key</button>
          </form>
          <h2>Revoke</h2>
          <p>Every call with this key will be refused. This can’t be undone.</p>
          <form method="post" action={address(`${path}/revoke`, view)}>
            <button type="submit" class="danger">
              Revoke the key
            </button>
          </form>
        </>
      )}
    </Layout>
  );
};

const HOUR_MS = 3600 * 1000;

/** Delays after which a rolled key can expire, in ms. */
export const ROLL_DELAYS = new Map([
  ['at once', 0],
  ['in an hour', HOUR_MS],
  ['in a day', 24 * HOUR_MS],
  ['in three days', 72 * HOUR_MS],
  ['in a week', 168 * HOUR_MS],
]);

const Reveal = ({ path, view, row }: { path: string; view: View; row: KeyRow }) =>
  row.plaintext ? (
    <form method="post" action={address(`${path}/reveal`, view)}>
      <button type="submit" class="quiet">
        Reveal the key
      </button>
    </form>
  ) : (
    <p class="quiet">A live key was shown once, when it was created.</p>
  );
