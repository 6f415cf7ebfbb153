import { Link, useSearch } from "@tanstack/react-router";
import { strings } from "@/app/strings";
import { Door } from "./door";
import { RegisterForm } from "./register-form";

const t = strings.identity.register;

export default function RegisterPage() {
  const { to } = useSearch({ from: "/public/register" });
  return (
    <Door
      title={t.title}
      heading={t.heading}
      description={t.description}
      foot={
        <>
          {t.haveAccount}{" "}
          <Link
            to="/sign-in"
            search={to ? { to } : {}}
            className="font-medium text-accent-fg underline-offset-4 hover:underline"
          >
            {t.signIn}
          </Link>
        </>
      }
    >
      <RegisterForm submit={t.submit} />
    </Door>
  );
}
