/** @jsxImportSource hono/jsx */
import { isIP } from 'node:net';
import { type KeyChange, PERMISSIONS, type Permissions } from '../../api-keys/index.js';
import type { Access } from '../../kernel/http/caller.js';
import { rangesOf } from '../../kernel/http/client-address.js';
import { type Params, textIn } from '../../kernel/http/form.js';

/** The values of a key's form: all of them for a new key, and later those that may change. */
export interface KeyFields extends Required<KeyChange> {
  kind: 'publishable' | 'secret' | 'restricted';
}

/** The fields of a key's form that its kind has. */
export const KeyFieldset = ({ kind, note, permissions, origins, ipRanges }: KeyFields) => (
  <>
    <p>
      <label for="note">Note</label>
      <input id="note" name="note" type="text" dir="auto" maxlength={200} value={note} />
    </p>
    {kind === 'restricted' && <Matrix permissions={permissions ?? {}} />}
    {kind === 'publishable' ? (
      <Lines
        name="origins"
        label="Page origins that it works on, one a line"
        hint="Such as https://shop.example. Empty: all."
        lines={origins}
      />
    ) : (
      <Lines
        name="ipRanges"
        label="Addresses that it works from, one a line"
        hint="Such as 203.0.113.7, 10.0.0.0/8 or 2001:db8::/32. Empty: all."
        lines={ipRanges}
      />
    )}
  </>
);

const CHOICES = [
  ['none', 'None'],
  ['read', 'Read'],
  ['write', 'Write'],
] as const;

const Matrix = ({ permissions }: { permissions: Permissions }) => (
  <fieldset>
    <legend>Permissions</legend>
    <p class="quiet">
      They apply to this account. With connect, requests can name a connected account in the header
      Stripe-Account, to read there or to do all that the other permissions allow.
    </p>
    <table class="matrix">
      <thead>
        <tr>
          <th scope="col">Permission</th>
          {CHOICES.map(([, title]) => (
            <th scope="col">{title}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {PERMISSIONS.map((permission) => (
          <tr>
            <th scope="row">{permission}</th>
            {CHOICES.map(([access, title]) => (
              <td>
                <label>
                  <input
                    type="radio"
                    name={`permission ${permission}`}
                    value={access}
                    checked={(permissions[permission] ?? 'none') === access}
                    aria-label={`${permission}: ${title.toLowerCase()}`}
                  />
                  <span aria-hidden="true">{title}</span>
                </label>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </fieldset>
);

const Lines = ({
  name,
  label,
  hint,
  lines,
}: {
  name: string;
  label: string;
  hint: string;
  lines: string[] | null;
}) => (
  <p>
    <label for={name}>{label}</label>
    <textarea id={name} name={name} rows={3} aria-describedby={`${name}-hint`}>
      {(lines ?? []).join('\n')}
    </textarea>
    <span id={`${name}-hint`} class="quiet">
      {hint}
    </span>
  </p>
);

/** A field of a form that cannot be read. The message is for the person who filled it in. */
export class InvalidField extends Error {}

/**
 * Reads the values of `KeyFieldset` from a form that was sent.
 *
 * @throws InvalidField
 */
export function readKeyFields(kind: KeyFields['kind'], form: Params): KeyFields {
  return {
    kind,
    note: textIn(form, 'note').slice(0, 200),
    permissions: kind === 'restricted' ? readPermissions(form) : null,
    origins: kind === 'publishable' ? readLines(form, 'origins', checkedOrigin) : null,
    ipRanges: kind === 'publishable' ? null : readLines(form, 'ipRanges', checkedRange),
  };
}

function readPermissions(form: Params): Permissions {
  const granted = PERMISSIONS.map((name) => [name, form[`permission ${name}`]] as const);
  const isAccess = (value: unknown): value is Access => value === 'read' || value === 'write';
  return Object.fromEntries(granted.filter(([, access]) => isAccess(access)));
}

function readLines(form: Params, name: string, check: (line: string) => string): string[] | null {
  const lines = textIn(form, name)
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  return lines.length > 0 ? lines.map(check) : null;
}

function checkedOrigin(line: string): string {
  const url = URL.canParse(line) ? new URL(line) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash)
    return url.origin;
  throw new InvalidField(`'${line}' is not an origin such as https://shop.example.`);
}

function checkedRange(line: string): string {
  const [address = ''] = line.split('/');
  try {
    if (isIP(address) === 0) throw new Error('no address');
    rangesOf([line]);
    return line;
  } catch {
    throw new InvalidField(`'${line}' is not an address or a range such as 10.0.0.0/8.`);
  }
}
