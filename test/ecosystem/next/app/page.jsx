import Link from 'next/link';
import { CardForm } from './card-form';

export default function Page() {
  return (
    <main>
      <CardForm />
      <Link href="/cart">Cart</Link>
    </main>
  );
}
