import { loadPayframe } from 'payframe';
import { host, key } from '../host';

export default async function Page() {
  return <p>{`On a server: ${await loadPayframe(key, { host })}`}</p>;
}
