-- The roles of ADR 5 and ADR 42, made once when the database is made. Passwords come from the environment of compose.
\getenv eigenaar_wachtwoord EIGENAAR_WACHTWOORD
\getenv app_wachtwoord APP_WACHTWOORD
\getenv opruimer_wachtwoord OPRUIMER_WACHTWOORD
CREATE ROLE portaal_eigenaar LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'eigenaar_wachtwoord';
CREATE ROLE portaal_app LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'app_wachtwoord';
CREATE ROLE portaal_opruimer LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'opruimer_wachtwoord';
ALTER DATABASE portaal OWNER TO portaal_eigenaar;
-- A count with many conditions looks worth compiling and is not: that took half a second of every page of figures.
ALTER DATABASE portaal SET jit = off;
\connect portaal
ALTER SCHEMA public OWNER TO portaal_eigenaar;
GRANT USAGE ON SCHEMA public TO portaal_app, portaal_opruimer;
ALTER DEFAULT PRIVILEGES FOR ROLE portaal_eigenaar GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO portaal_app, portaal_opruimer;
ALTER DEFAULT PRIVILEGES FOR ROLE portaal_eigenaar GRANT USAGE, SELECT ON SEQUENCES TO portaal_app, portaal_opruimer;
